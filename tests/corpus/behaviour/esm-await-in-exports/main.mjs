import rows, { size } from "./rows.mjs";
console.log(rows.join(), size);
