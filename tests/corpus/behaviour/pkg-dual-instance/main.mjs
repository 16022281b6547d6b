import { id } from "counter-pkg";
import { id as again } from "counter-pkg";
import { id as through } from "./node_modules/counter-pkg/index.js";
console.log(id === again, id === through);
