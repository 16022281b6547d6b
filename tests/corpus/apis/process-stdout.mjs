process.stdout.write("a");
process.stdout.write("b\n");
process.stdout.write("no line end");
console.log("|log");
process.stdout.write("x\ny\nz");
process.stdout.write(Buffer.from("-buffer-"));
process.stdout.write(new Uint8Array([104, 105]));
console.log(
  process.stdout.write("\n", () => console.log("callback")),
  process.stdout.fd,
  process.stderr.fd,
  process.stdout.isTTY,
  process.stdout.writable,
);
for (const bad of [5, null, undefined, {}])
  try {
    process.stdout.write(bad);
  } catch (e) {
    console.log(e.code, e.message);
  }
setTimeout(() => process.stdout.write("last without line end"), 150);
await null;
process.stdout.write("1");
await null;
process.stdout.write("2");
setTimeout(() => process.stdout.write("3\n"), 1);
