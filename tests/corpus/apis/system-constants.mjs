// The numbers of the system: by module, all together, and what each error is called.
import os from "node:os";
import fs from "node:fs";
import util from "node:util";
import crypto from "node:crypto";
import constants from "node:constants";
console.log(Object.entries(os.constants.errno).join(" "));
console.log(Object.entries(os.constants.signals).join(" "));
console.log(Object.entries(os.constants.priority).join(" "), Object.entries(os.constants.dlopen).join(" "));
console.log(Object.entries(crypto.constants).map(([name, value]) => `${name}=${value}`).sort().join("\n"));
console.log(Object.keys(constants).length, constants.ENOENT, constants.SIGTERM, constants.O_RDONLY, constants.RSA_PKCS1_PADDING);
console.log(Object.keys(fs.constants).every((name) => constants[name] === fs.constants[name]));
const map = util.getSystemErrorMap();
console.log(map instanceof Map, map.size);
for (const [number, [name, message]] of map) console.log(number, name, message, util.getSystemErrorName(number) === name);
for (const wrong of [5, 0, -99999, 1.5, "x", undefined]) {
  try {
    console.log(util.getSystemErrorName(wrong));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
for (const args of [[-2, "open"], [-2, "open", "what for"], [-13, "x", ""]]) {
  const error = util._errnoException(...args);
  console.log(error.message, error.code, error.errno, error.syscall, Object.keys(error).join());
}
const host = util._exceptionWithHostPort(-111, "connect", "127.0.0.1", 80);
console.log(host.message, host.address, host.port, Object.keys(host).join());
