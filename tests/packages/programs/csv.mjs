import { parse as parseSync } from "csv-parse/sync";
import { parse } from "csv-parse";
import Papa from "papaparse";
console.log(parseSync('a,b\n1,"x, y"\n', { columns: true }), Papa.parse("a,b\n1,2", { header: true, dynamicTyping: true }).data, Papa.unparse([{ a: 1, b: "x,y" }]));
const rows = [];
for await (const row of parse("1;2\n3;4\n", { delimiter: ";" })) rows.push(row);
console.log(rows);
