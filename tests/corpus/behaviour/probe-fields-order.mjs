const seen = [];
const key = (name) => { seen.push(`key ${name}`); return name; };
class A {
  [key("a")] = seen.push("a");
  static [key("b")] = seen.push("b");
  [key("c")] = seen.push("c");
  static { seen.push("block"); }
  static [key("d")] = seen.push("d");
}
new A();
console.log(seen.join());
