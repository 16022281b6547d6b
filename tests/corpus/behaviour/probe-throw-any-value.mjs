for (const value of [undefined, null, 0, "", Symbol.for("s"), 1n, { a: 1 }]) {
  try { throw value; } catch (caught) { console.log(typeof caught, caught === value); }
}
