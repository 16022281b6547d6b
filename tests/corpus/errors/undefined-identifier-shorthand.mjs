const width = 4;
const box = {
  width,
  height,
};
console.log(box);
