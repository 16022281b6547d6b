const load = new Function("name", "return import(name)");
try {
  console.log((await eval("import('./lib.mjs')")).value);
} catch (e) {
  console.log(e.name);
}
console.log(typeof load);
