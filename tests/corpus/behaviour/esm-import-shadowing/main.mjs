import { name } from "./lib.mjs";
function inner(name) {
  {
    let name = "block";
    console.log(name);
  }
  return name;
}
console.log(inner("parameter"), name, ((name) => name)("arrow"), class { static name = "class"; }.name);
for (const name of ["loop"]) console.log(name);
try {
  throw "caught";
} catch (name) {
  console.log(name);
}
