const source = {
  [Symbol.asyncIterator]() {
    return { next: () => 1 };
  },
};
async function main() {
  for await (const x of source) console.log(x);
}
main();
