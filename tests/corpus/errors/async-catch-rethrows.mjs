async function query() {
  throw new Error("no database");
}
async function main() {
  try {
    await query();
  } catch (error) {
    error.tries = 1;
    throw error;
  }
}
main();
