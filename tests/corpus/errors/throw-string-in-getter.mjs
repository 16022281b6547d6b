// @line 4
const box = {
  get value() {
    throw "locked";
  },
};
const { value } = box;
console.log(value);
