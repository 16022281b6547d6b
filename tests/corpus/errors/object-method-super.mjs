const base = { greet() { return "hi"; } };
const person = {
  __proto__: base,
  greet() {
    return super.greet() + super.leave();
  },
};
person.greet();
