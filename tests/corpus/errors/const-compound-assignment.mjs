const parts = [];
const joined = "";
for (const p of ["a", "b"]) {
  parts.push(p);
  joined += p;
}
