async function main() {
  for await (const chunk of 5) {
    console.log(chunk);
  }
}
main();
