const kinds = [];
for (const name of ["broken", "missing-name", "broken"]) {
  try {
    await import(`./${name}.mjs`);
  } catch (e) {
    kinds.push(e.name);
  }
}
console.log(kinds.join());
