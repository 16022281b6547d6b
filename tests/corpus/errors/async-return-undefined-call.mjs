const api = {};
async function main() {
  const data = await api
    .session
    ?.open();
  return data
    .items
    .length;
}
main();
