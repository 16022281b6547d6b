const source = {
  a: 1,
  get b() {
    throw new Error("cannot copy b");
  },
};
const copy = {
  ...source,
};
console.log(copy);
