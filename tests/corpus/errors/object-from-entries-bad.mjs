const params = ["a=1", "b"].map((p) => p.includes("=") ? p.split("=") : null);
const query = Object.fromEntries(params);
console.log(query);
