const storage = new Map();
const settings = JSON.parse(
  storage.get("settings"),
);
console.log(settings);
