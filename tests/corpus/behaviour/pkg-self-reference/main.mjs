import { version } from "selfish";
import { tool } from "selfish/tools/hammer";
import { seen } from "./src/user.mjs";
console.log(version, tool, seen);
