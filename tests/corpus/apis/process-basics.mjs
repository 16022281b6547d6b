import process, { argv, env, cwd, platform, hrtime } from "node:process";
console.log(
  process === globalThis.process,
  argv === process.argv,
  process.argv.length,
  process.argv[2],
  process.argv[1].endsWith("process-basics.mjs"),
  env.SAVELOOP_TEST,
  process.env.NOPE,
  "NOPE" in process.env,
  "SAVELOOP_TEST" in env,
);
process.env.A = 5;
process.env.B = undefined;
console.log(typeof process.env.A, process.env.A, process.env.B);
delete process.env.A;
console.log(process.env.A, Object.keys(process.env).includes("B"));
console.log(
  cwd() === process.cwd(),
  process.cwd().endsWith("apis"),
  typeof process.pid,
  typeof process.ppid,
  process.platform === platform,
  process.arch,
  process.version,
  process.versions.node,
  process.release.name,
  typeof process.title,
  typeof process.execPath,
  process.execArgv,
);
console.log(
  typeof process.uptime(),
  process.uptime() < 60,
  hrtime().length,
  typeof hrtime.bigint(),
  hrtime(hrtime())[0],
  typeof process.memoryUsage().rss,
  Object.keys(process.memoryUsage()).sort().join(),
  process.memoryUsage.rss() > 1e6,
  typeof process.cpuUsage().user,
  process.exitCode,
);
console.log(
  Object.prototype.toString.call(process),
  process instanceof (await import("node:events")).EventEmitter,
  typeof process.getuid(),
  typeof process.emitWarning,
  typeof process.nextTick,
  process.umask.length >= 0,
);
process.chdir("..");
console.log(process.cwd().endsWith("corpus"));
try {
  process.chdir("nope");
} catch (e) {
  console.log(e.code, e.syscall, e.dest);
}
try {
  process.chdir(5);
} catch (e) {
  console.log(e.code);
}
try {
  process.env[Symbol("x")] = 1;
} catch (e) {
  console.log(e.name);
}
try {
  hrtime(5);
} catch (e) {
  console.log(e.code);
}
try {
  hrtime([1]);
} catch (e) {
  console.log(e.code);
}
