import * as self from "./assign-import-namespace-member.mjs";
export let answer = 42;
function tamper() {
  self.answer = 43;
}
tamper();
