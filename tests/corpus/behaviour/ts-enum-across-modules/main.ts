import { Size, type Name } from "./size";
import * as all from "./size";
import { Size as Again } from "./index.js";
const name: Name = "L";
console.log(Size[name], Size[Size.S], Again === Size, Object.keys(all).join());
