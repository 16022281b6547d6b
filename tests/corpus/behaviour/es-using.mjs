const log = [];
const open = (name) => ({ name, [Symbol.dispose]() { log.push("close " + name); } });
{
  using a = open("a");
  using b = open("b"), nothing = null;
  log.push(a.name + b.name + nothing);
}
for (using x of [open("x"), open("y")]) log.push("body " + x.name);
const f = () => {
  using r = open("r");
  return "returned " + log.length;
};
log.push(f());
console.log(log.join(", "));
