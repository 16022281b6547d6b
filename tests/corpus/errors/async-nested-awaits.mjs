async function read(path) {
  await null;
  throw new Error("cannot read " + path);
}
async function parse(path) {
  const text = await read(path);
  return JSON.parse(text);
}
async function main() {
  const settings = await parse("settings.json");
  console.log(settings);
}
main();
