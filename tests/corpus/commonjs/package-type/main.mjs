import script from "./script/file.js";
import { module } from "./module/file.js";
console.log(script, module);
