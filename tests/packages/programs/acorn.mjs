import * as acorn from "acorn";
const tree = acorn.parse("export const f = async (a = 1) => (await a) ** 2;", { ecmaVersion: "latest", sourceType: "module" });
console.log(tree.body[0].declaration.declarations[0].init.async, [...acorn.tokenizer("a + 1", { ecmaVersion: 2020 })].map((it) => it.type.label));
try { acorn.parse("let = ;", { ecmaVersion: 2020 }); } catch (error) { console.log(error.name, error.message, error.loc); }
