const lines = (async function* () {
  yield "1";
  yield "x";
})();
for await (const line of lines) {
  const n = BigInt(line);
  console.log(String(n));
}
