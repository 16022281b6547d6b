const ids = ["12", "x13"];
const parsed = ids.map((id) => BigInt(id));
console.log(parsed);
