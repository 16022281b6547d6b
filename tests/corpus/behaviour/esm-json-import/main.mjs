import settings from "./settings.json" with { type: "json" };
import * as ns from "./settings.json" with { type: "json" };
console.log(settings.name, settings.list.length, Object.keys(ns).join());
const again = await import("./settings.json", { with: { type: "json" } });
console.log(again.default === settings);
settings.name = "changed";
console.log(again.default.name);
