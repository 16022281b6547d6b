const Factory = new Proxy(class {}, {
  construct: () => 1,
});
const made = new Factory();
console.log(made);
