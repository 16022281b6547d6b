import { parseEnv } from "node:util";
import { writeFileSync, rmSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
for (const text of [
  "A=1",
  "A=1\nB=2\n",
  "  A = spaced  ",
  "A='single # kept'",
  'A="double \\n new"',
  "A='single \\n kept'",
  "A=`back \"both' `",
  "A=1 # remark",
  "# A=1\nB=2",
  "export A=1",
  "A=\nB=3",
  "A",
  "=1",
  'A="multi\nline"\nB=2',
  "A='open\nB=2",
  "A=a=b",
  "A=1\r\nB=2\r\n",
  'A="x" trailing\nB=1',
  "A=1\n\n\nB=2",
  "A=#x",
  "A=''",
  "A=1\nA=2",
  "a.b-c=1",
])
  console.log(JSON.stringify(text), JSON.stringify(parseEnv(text)));
try {
  parseEnv(5);
} catch (e) {
  console.log(e.name, e.code, e.message);
}
const dir = mkdtempSync(path.join(os.tmpdir(), "env-")),
  file = path.join(dir, ".env");
writeFileSync(file, "SAVELOOP_TEST=other\nLOADED='yes'\n");
process.loadEnvFile(file);
console.log(process.env.LOADED, process.env.SAVELOOP_TEST);
process.chdir(dir);
process.loadEnvFile();
rmSync(dir, { recursive: true });
try {
  process.loadEnvFile("/no/such");
} catch (e) {
  console.log(e.code, e.syscall);
}
