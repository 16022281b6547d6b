const attempt = (name) => import(name).then(() => "loaded", (e) => e instanceof Error);
console.log(await attempt("no-such-package"), await attempt("@none/here"), await attempt("has-exports/hidden.js"), await attempt("has-exports"));
