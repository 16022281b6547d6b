// The rest of `process`: modules by name, groups, captures, what is refused.
import fs from "node:fs";
const show = (work) => {
  try {
    console.log(work());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
};
show(() => process.getBuiltinModule("fs") === fs && process.getBuiltinModule("node:fs") === fs);
show(() => [process.getBuiltinModule("nope"), process.getBuiltinModule("test"), typeof process.getBuiltinModule("node:test")]);
show(() => process.getBuiltinModule(5));
show(() => process.getgroups().every((it) => Number.isInteger(it)));
show(() => [process.availableMemory() > 0, typeof process.constrainedMemory()]);
show(() => Object.keys(process.cpuUsage(process.cpuUsage())));
show(() => process.cpuUsage(5));
show(() => process.cpuUsage({ user: "x", system: 1 }));
show(() => process.cpuUsage({ user: -1, system: 1 }));
show(() => process.setUncaughtExceptionCaptureCallback(5));
show(() => process.hasUncaughtExceptionCaptureCallback());
process.setUncaughtExceptionCaptureCallback((error) => console.log("captured", error.message));
show(() => process.setUncaughtExceptionCaptureCallback(() => {}));
show(() => process.hasUncaughtExceptionCaptureCallback());
await new Promise((resolve) => {
  setTimeout(() => {
    setTimeout(resolve, 2);
    throw new Error("thrown");
  }, 1);
});
process.setUncaughtExceptionCaptureCallback(null);
show(() => process.hasUncaughtExceptionCaptureCallback());
show(() => process.kill(process.pid, "NOPE"));
show(() => process.kill("x"));
show(() => process.kill(process.pid, 0));
show(() => process.setSourceMapsEnabled("x"));
show(() => Array.isArray(process.getActiveResourcesInfo()));
show(() => [process.domain, process.sourceMapsEnabled, typeof process.openStdin]);
show(() => process.chdir(5));
show(() => process.umask("9"));
show(() => process.hrtime([1]));
show(() => process.emitWarning(5));
