const pick = (x) => x ? (y) => y + 1 : (y) => y - 1;
console.log(`${pick(true)(1)} ${pick(false)(1)}`);
