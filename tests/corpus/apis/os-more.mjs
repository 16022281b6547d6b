// The machine: interfaces of the network, priorities, the user as bytes.
import os from "node:os";
import net from "node:net";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
const interfaces = os.networkInterfaces();
console.log(Object.keys(interfaces));
for (const [name, addresses] of Object.entries(interfaces)) {
  for (const it of addresses) console.log(name, it, net.isIP(it.address));
}
show(() => os.getPriority());
show(() => os.getPriority(process.pid));
show(() => os.setPriority(os.getPriority()));
show(() => os.setPriority(process.pid, os.getPriority()));
show(() => os.getPriority("x"));
show(() => os.getPriority(1.5));
show(() => os.setPriority(0, 99));
show(() => os.setPriority(0, "x"));
show(() => os.setPriority("x", 1));
for (const call of [() => os.getPriority(2 ** 30), () => os.setPriority(2 ** 30, 0)]) {
  try {
    call();
  } catch (error) {
    console.log(error.name, error.code, error.message, error.info, error.errno, error.syscall);
  }
}
const [text, bytes] = [os.userInfo(), os.userInfo({ encoding: "buffer" })];
console.log(Object.keys(text), bytes.username instanceof Buffer, bytes.username.toString() === text.username, bytes.homedir.toString() === text.homedir);
console.log(os.devNull, os.EOL === "\n", os.machine(), os.version() === os.version(), os.arch() === process.arch);
