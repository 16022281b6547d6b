const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (e) { console.log(name, e.name, e.message); } };
// A program that breaks the language breaks only itself.
const before = new Intl.NumberFormat("de").format(1234.5);
for (const name of ["push", "map", "join", "filter", "slice", "includes", "sort"]) Array.prototype[name] = () => { throw new Error(name); };
for (const name of ["split", "slice", "replace", "startsWith", "padStart", "charCodeAt", "includes", "trim"]) String.prototype[name] = () => { throw new Error(name); };
Array.prototype[Symbol.iterator] = null;
Object.keys = JSON.parse = Reflect.apply = Math.floor = () => { throw new Error("static"); };
console.log(before, new Intl.NumberFormat("fr", { style: "currency", currency: "EUR" }).format(1234.5));
console.log(new Intl.DateTimeFormat("en", { timeZone: "UTC", dateStyle: "long" }).format(0));
console.log(new Date(0).toLocaleDateString("ja", { timeZone: "UTC" }), "b".localeCompare("a"), new Intl.PluralRules("pl").select(3));
