// The report of tests at the end of the program, without what differs from run to run: times and places.
export const write = process.stdout.write;
let all = "";
process.stdout.write = (chunk) => {
  all += chunk;
  return true;
};
process.on("exit", (code) => {
  let skipping = false;
  for (const line of all.split("\n")) {
    if (/^ *(duration_ms|location|# duration_ms)/.test(line)) continue;
    if (/^ *stack:/.test(line)) {
      skipping = true;
      continue;
    }
    if (/^ *\.\.\./.test(line)) skipping = false;
    if (!skipping) write.call(process.stdout, line.replace(/ at \S+:\d+:\d+ /, " ") + "\n");
  }
  write.call(process.stdout, `exit ${code}\n`);
});
