async function* ids() {
  yield 1;
  yield null;
}
async function main() {
  for await (const id of ids()) {
    console.log(id.toFixed(1));
  }
}
main();
