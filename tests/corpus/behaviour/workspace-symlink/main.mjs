import { core } from "@work/core";
import { ui } from "@work/ui";
import { core as direct } from "./packages/core/index.mjs";
console.log(core.name, ui, core === direct);
