const source = {
  get then() {
    throw new Error("then?");
  },
};
const main = async () => source;
main();
