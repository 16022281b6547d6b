class Registry {
  static all = new Map();
  static first = Registry.all.get("first").value;
}
console.log(Registry);
