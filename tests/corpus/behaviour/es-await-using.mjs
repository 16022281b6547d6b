const log = [];
const open = (name) => ({
  async [Symbol.asyncDispose]() {
    log.push("closing " + name);
    await null;
    log.push("closed " + name);
  },
});
async function work() {
  await using a = open("a");
  await using b = open("b");
  await using c = { [Symbol.dispose]() { log.push("sync c"); } };
  log.push("body");
  return "result";
}
log.push(await work());
console.log(log.join(", "));
