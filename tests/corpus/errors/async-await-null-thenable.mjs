const source = {
  then(resolve, reject) {
    reject(new TypeError("thenable failed"));
  },
};
async function main() {
  return await source;
}
main();
