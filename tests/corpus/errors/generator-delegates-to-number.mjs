function* all(parts) {
  for (const part of parts) {
    yield* part;
  }
}
console.log(Array.from(all([[1], 2])));
