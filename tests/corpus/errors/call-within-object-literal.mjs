const make = undefined;
const thing = {
  a: 1,
  b: make(2),
};
console.log(thing);
