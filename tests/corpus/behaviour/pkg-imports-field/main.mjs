import { where } from "#lib";
import { name } from "#parts/one";
import { dep } from "#dep";
const missing = await import("#nothing").then(() => "open", (e) => e instanceof Error);
console.log(where, name, dep, missing);
