const before = process.umask(0o27);
console.log(process.umask().toString(8), process.umask("077").toString(8), process.umask(before).toString(8));
for (const x of [-1, "9", {}, 1.5])
  try {
    process.umask(x);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
console.log(process.kill(process.pid, 0));
for (const a of [
  [2 ** 30, 0],
  ["x", 0],
  [process.ppid, "NOPE"],
])
  try {
    process.kill(...a);
  } catch (e) {
    console.log(e.name, e.code, e.message, e.syscall);
  }
const c = process.cpuUsage();
console.log(
  Object.keys(c),
  c.user >= 0,
  Object.keys(process.resourceUsage()).length,
  process.memoryUsage().rss > 1e6,
  process.hrtime().length,
  typeof process.hrtime.bigint(),
);
