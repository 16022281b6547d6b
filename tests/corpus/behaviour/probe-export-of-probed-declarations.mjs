export let live = 1;
export function bump() { live++; return live; }
export class Kept { static n = live; }
export default (() => "anonymous");
// A module may wait for itself only when nobody waits for it.
import("./probe-export-of-probed-declarations.mjs").then((self) => {
  console.log(self.bump(), self.live, self.Kept.n, self.default(), self.default.name);
});
