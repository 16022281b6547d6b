async function* pages() {
  yield 1;
  await null;
  throw new Error("no page 2");
}
async function main() {
  for await (const page of pages()) {
    console.log(page);
  }
}
main();
