const table = { "🔑": { "🚪": null } };
const room = table["🔑"]["🚪"]["🛏"];
console.log(room);
