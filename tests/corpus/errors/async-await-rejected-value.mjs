// @line 2
const wait = () => new Promise((_, reject) => setTimeout(reject, 1, "slow"));
async function main() {
  await wait();
}
main();
