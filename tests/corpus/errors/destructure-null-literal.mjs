const before = [1, 2].map((n) => n + 1);
const { z } = null;
console.log(before, z);
