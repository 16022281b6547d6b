const data = require("./data.json");
console.log(data.list.length, data.deep.a.b, data["key with space"], Object.getPrototypeOf(data) === Object.prototype);
console.log(require("./array.json"), require("./text.json"), require("./null.json"), require("./data") === data);
try { require("./broken.json"); } catch (error) { console.log(error.name); }
