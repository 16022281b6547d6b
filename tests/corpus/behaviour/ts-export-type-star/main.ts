import { run } from "./index";
import type * as Types from "./types";
const t: Types.Options = { times: 2 };
console.log(run(t));
