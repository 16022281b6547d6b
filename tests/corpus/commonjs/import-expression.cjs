const loading = import("node:path");
console.log(typeof loading.then);
loading.then(({ default: path, basename }) => {
  console.log(basename === path.basename, path.basename(__filename));
  return import("./not-there.mjs");
}).catch((error) => console.log(error.name, error.code));
(async () => { const { a } = await import("./interop/names.cjs"); console.log(a); })();
