const vars = { name: "Ann" };
const fill = (text) =>
  text.replace(/\{(\w+)\}/g, (whole, key) => {
    if (!(key in vars)) {
      throw new ReferenceError(`no variable ${key}`);
    }
    return vars[key];
  });
console.log(fill("hi {name}"));
console.log(fill("hi {name} of {town}"));
