const lazy = {
  get ready() {
    return true;
  },
  get value() {
    throw new Error("not loaded");
  },
};
const {
  ready,
  value,
} = lazy;
console.log(ready, value);
