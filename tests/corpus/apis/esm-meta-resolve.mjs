// `import.meta.resolve`: addresses of what an import would get.
const here = import.meta.url.slice(0, import.meta.url.lastIndexOf("/") + 1);
const show = (specifier) => {
  try {
    console.log(String(specifier), import.meta.resolve(specifier).replace(here, "HERE/"));
  } catch (error) {
    console.log(String(specifier), error.name, error.code);
  }
};
console.log(typeof import.meta.resolve, import.meta.resolve.length);
for (const specifier of ["fs", "node:fs", "node:fs/promises", "./here.mjs", "../up.mjs?query#hash", "./a b.mjs", "/root.mjs"]) show(specifier);
for (const specifier of ["file:///x/y.mjs", "data:text/javascript,1", "https://example.com/a", "no-such-package", "@scope/none/part"]) show(specifier);
for (const [name, load] of [
  ["import", () => import("node:nope")],
  ["import of a package", () => import("no-such-package")],
  ["import of a file", () => import("./no-such-file.mjs")],
  ["builtin", () => import("node:fs").then((it) => typeof it.readFileSync)],
]) {
  try {
    console.log(name, await load());
  } catch (error) {
    console.log(name, error.name, error.code, error.code === "ERR_UNKNOWN_BUILTIN_MODULE" ? error.message : "");
  }
}
const require = process.getBuiltinModule("module").createRequire(import.meta.url);
try {
  require("node:nope");
} catch (error) {
  console.log(error.name, error.code, error.message);
}
