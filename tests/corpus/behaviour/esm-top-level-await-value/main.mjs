import { user, ready } from "./load.mjs";
import * as ns from "./load.mjs";
console.log(user.name, ready, Object.keys(ns).join());
