// @line 4
async function main() {
  await null;
  throw 5;
}
main();
