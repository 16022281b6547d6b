const f = (x) => `<${x.map((y) => `${y}${y > 1 ? `!${y}` : ""}`).join()}>`;
console.log(f([1, 2]));
