// Node's `os`.
import { coded } from "internal:errors";
import { validateInteger } from "internal:validate";
import { ERRNO } from "internal:system_errors";

const system = host.native("system");
const { platform: platformName, arch: archName } = system;

export const EOL = platformName === "win32" ? "\r\n" : "\n";
export const devNull = platformName === "win32" ? "\\\\.\\nul" : "/dev/null";
export function platform() {
  return platformName;
}
export function arch() {
  return archName;
}
export function machine() {
  return system.uname()[4];
}
export function type() {
  return system.uname()[0];
}
export function release() {
  return system.uname()[2];
}
export function version() {
  return system.uname()[3];
}
export function hostname() {
  return system.uname()[1];
}
export function endianness() {
  return system.endianness;
}
export function availableParallelism() {
  return system.parallelism();
}
export function homedir() {
  return process().env.HOME ?? userInfo().homedir;
}
export function tmpdir() {
  const { env } = process();
  const path = env.TMPDIR || env.TMP || env.TEMP || "/tmp";
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
const process = () => host.load("node:process").default;

function memory(name: string): number {
  const text = system.file("/proc/meminfo") ?? "";
  const match = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(text);
  return match === null ? 0 : Number(match[1]) * 1024;
}
export function totalmem() {
  return memory("MemTotal");
}
export function freemem() {
  return memory("MemAvailable");
}
export function uptime() {
  return Number((system.file("/proc/uptime") ?? "0").split(" ")[0]);
}
export function loadavg() {
  return (system.file("/proc/loadavg") ?? "0 0 0").split(" ").slice(0, 3).map(Number);
}

export function cpus() {
  const models = [...(system.file("/proc/cpuinfo") ?? "").matchAll(/^model name\s*:\s*(.*)$/gm)];
  const out = [];
  const count = system.parallelism();
  for (let i = 0; i < count; i++) {
    out.push({
      model: models[i]?.[1] ?? "unknown",
      speed: 0,
      times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
    });
  }
  return out;
}
export function networkInterfaces(): any {
  const all: any = {};
  for (const [name, family, address, netmask, mac, isInternal, scope] of system.interfaces()) {
    let bits = 0;
    for (const part of family === "IPv4" ? netmask.split(".").map(Number) : bytesOfMask(netmask))
      for (let bit = part; bit > 0; bit = (bit << 1) & 255) bits++;
    const one: any = { address, netmask, family, mac, internal: isInternal === "1", cidr: `${address}/${bits}` };
    if (family === "IPv6") one.scopeid = Number(scope);
    (all[name] ??= []).push(one);
  }
  return all;
}
/** Of a mask of IPv6, which is ones and then zeros. */
const bytesOfMask = (mask: string): number[] =>
  mask
    .split("::")[0]
    .split(":")
    .filter((it) => it !== "")
    .flatMap((it) => [Number.parseInt(it, 16) >> 8, Number.parseInt(it, 16) & 255]);

export function userInfo(options: any = undefined) {
  const texts = (it: any) =>
    options?.encoding === "buffer" && typeof it === "string" ? host.load("node:buffer").Buffer.from(it) : it;
  const { env } = process();
  const ids = system.ids();
  const line = (system.file("/etc/passwd") ?? "")
    .split("\n")
    .map((it: string) => it.split(":"))
    .find((it: string[]) => Number(it[2]) === ids[0] && it.length > 6);
  return {
    uid: ids[0],
    gid: ids[2],
    username: texts(line?.[0] ?? env.USER ?? ""),
    homedir: texts(line?.[5] ?? env.HOME ?? ""),
    shell: texts(line?.[6] ?? null),
  };
}
/** What a call of the system says went wrong, as Node tells it. */
function callFailed(errno: number, syscall: string): Error {
  const [code, message] = host.load("node:util").default.getSystemErrorMap().get(-errno) ?? ["UNKNOWN", "unknown error"];
  const info = { errno: -errno, code, message, syscall };
  const error: any = coded(Error, "ERR_SYSTEM_ERROR", `A system error occurred: ${syscall} returned ${code} (${message})`);
  error.name = "SystemError";
  return Object.assign(error, { info, errno: -errno, syscall });
}
export function getPriority(pid: any = 0): number {
  validateInteger(pid, "pid", -(2 ** 31), 2 ** 31 - 1);
  const [errno, priority] = system.priority(pid);
  if (errno !== 0) throw callFailed(errno, "uv_os_getpriority");
  return priority;
}
export function setPriority(pid: any, priority: any = undefined): void {
  if (priority === undefined) {
    priority = pid;
    pid = 0;
  }
  validateInteger(pid, "pid", -(2 ** 31), 2 ** 31 - 1);
  validateInteger(priority, "priority", -20, 19);
  const errno = system.setPriority(pid, priority);
  if (errno !== 0) throw callFailed(errno, "uv_os_setpriority");
}

// As texts and numbers they are what they say.
for (const it of [
  arch,
  availableParallelism,
  endianness,
  freemem,
  homedir,
  hostname,
  machine,
  platform,
  release,
  tmpdir,
  totalmem,
  type,
  uptime,
  version,
] as any[])
  Object.defineProperty(it, Symbol.toPrimitive, { __proto__: null, value: () => it(), writable: true, enumerable: true, configurable: true } as any);

const signals: any = Object.create(null);
const NAMES =
  "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS".split(
    " ",
  );
for (let i = 0; i < NAMES.length; i++) {
  // In Node's order, which is not that of the numbers here.
  if (NAMES[i] === "STKFLT") signals.SIGCHLD = i + 2;
  signals[`SIG${NAMES[i]}`] = i + 1;
  if (NAMES[i] === "ABRT") signals.SIGIOT = 6;
  if (NAMES[i] === "IO") signals.SIGPOLL = 29;
}
export const constants: any = Object.assign(Object.create(null), {
  UV_UDP_REUSEADDR: 4,
  dlopen: Object.assign(Object.create(null), { RTLD_LAZY: 1, RTLD_NOW: 2, RTLD_GLOBAL: 256, RTLD_LOCAL: 0, RTLD_DEEPBIND: 8 }),
  errno: Object.assign(Object.create(null), ERRNO),
  signals,
  priority: Object.assign(Object.create(null), {
    PRIORITY_LOW: 19,
    PRIORITY_BELOW_NORMAL: 10,
    PRIORITY_NORMAL: 0,
    PRIORITY_ABOVE_NORMAL: -7,
    PRIORITY_HIGH: -14,
    PRIORITY_HIGHEST: -20,
  }),
});
