// Reads a table from a file line by line, groups it, and writes reports: text, JSON and a table on the console.
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
const file = path.join(folder, 'sales.csv');
writeFileSync(file, 'region,item,amount\nnorth,"apples, red",12.5\nsouth,pears,7\n\nnorth,"say ""hi""",0.25\nwest,plums,oops\nsouth,apples,30\n');
const split = (line) => { const cells = []; let cell = '', quoted = false; for (let i = 0; i < line.length; i++) { const c = line[i]; if (quoted) { if (c === '"' && line[i + 1] === '"') { cell += '"'; i++; } else if (c === '"') quoted = false; else cell += c; } else if (c === '"') quoted = true; else if (c === ',') { cells.push(cell); cell = ''; } else cell += c; } return [...cells, cell]; };
let head;
const rows = [], problems = [];
let number = 0;
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  number++;
  if (line === '') continue;
  if (!head) { head = split(line); continue; }
  const row = Object.fromEntries(split(line).map((cell, i) => [head[i], cell]));
  row.amount = Number(row.amount);
  if (Number.isNaN(row.amount)) problems.push(`line ${number}: no number`); else rows.push(row);
}
console.table(rows);
console.table(rows, ['item']);
const totals = rows.reduce((all, { region, amount }) => all.set(region, (all.get(region) ?? 0) + amount), new Map());
console.log(totals, problems);
const sorted = [...totals].sort(([, a], [, b]) => b - a);
async function* lines() { for (const [region, total] of sorted) yield `${region.padEnd(8, '.')}${total.toFixed(2).padStart(8)}\n`; }
await pipeline(lines, createWriteStream(path.join(folder, 'report.txt')));
process.stdout.write(readFileSync(path.join(folder, 'report.txt'), 'utf8'));
console.log(JSON.stringify(Object.fromEntries(sorted), null, 2), statSync(path.join(folder, 'report.txt')).size);
rmSync(folder, { recursive: true });
try { statSync(folder); } catch (error) { console.log(error.code, error.syscall); }
