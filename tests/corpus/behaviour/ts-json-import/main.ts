import data from "./data.json";
import withAttribute from "./data.json" with { type: "json" };
console.log(data.title, data.items.length, withAttribute.items.join());
