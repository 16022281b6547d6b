import JSZip from "jszip";
import postcss from "postcss";
import { transform } from "sucrase";
import { minify } from "terser";

const zip = new JSZip();
zip.file("a.txt", "hello ".repeat(50));
zip.folder("d").file("b.bin", Buffer.from([1, 2, 3]), { comment: "three" });
const packed = await zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
const read = await JSZip.loadAsync(packed);
console.log(Object.keys(read.files), (await read.file("a.txt").async("string")).length, await read.file("d/b.bin").async("uint8array"), read.file("d/b.bin").comment);
await JSZip.loadAsync("no zip").catch((error) => console.log(error.message.split("\n")[0]));

console.log(transform("import a from 'a'; enum E { A, B } export const B = (x: number): any => <div x={x!} {...a}>hi {E.A}</div>;", { transforms: ["typescript", "jsx", "imports"], production: true }).code);
try { transform("const = 1", { transforms: [] }); } catch (error) { console.log(error.name, error.message, error.loc); }

const small = await minify({ "a.js": "function foo(first) { const unused = 1; return first + 1 + 2; } console.log(foo(1), `${2}`); if (false) never();" }, { toplevel: true, sourceMap: { filename: "o.js" } });
console.log(small.code, JSON.parse(small.map).sources);
await minify("a b").catch((error) => console.log(error.name, error.message, error.line, error.col));

const plugin = { postcssPlugin: "swap", Declaration(it) { if (it.value === "red") it.value = "blue"; }, Rule(it, { result }) { if (it.selector === ".warn") it.warn(result, "a warning"); } };
const styled = await postcss([plugin]).process("a { color: red; b { c: d } }\n.warn {}\n@media print { x { color: red } }", { from: "in.css", to: "out.css", map: { inline: false } });
console.log(styled.css, styled.warnings().map(String), styled.map.toJSON().mappings);
try { postcss.parse("a {"); } catch (error) { console.log(error.name, error.reason, error.line, error.column, error.showSourceCode(false)); }
