import _, { chunk, groupBy } from "lodash-es";
import * as R from "remeda";
import * as s from "superstruct";
import { match, P } from "ts-pattern";

const User = s.object({ id: s.number(), name: s.size(s.string(), 1, 3), tags: s.defaulted(s.array(s.string()), () => []) });
console.log(s.create({ id: 1, name: "ann" }, User));
for (const bad of [{ id: 1, name: "longer" }, { id: "1", name: "x" }, null]) {
  try {
    s.assert(bad, User);
  } catch (error) {
    console.log(error.name, error.message, error.path, [...error.failures()].length);
  }
}
for (const value of [{ kind: "list", of: [1, 2] }, { kind: "text", text: "hi" }, 5, "other"]) {
  console.log(match(value)
    .with({ kind: "list", of: P.array(P.number).select() }, (it) => it.length)
    .with({ kind: "text", text: P.string.startsWith("h").select("t") }, ({ t }) => t)
    .with(P.number.between(1, 9), (it) => it * 2)
    .otherwise(() => "nothing"));
}
try { match(5).with(4, () => 1).exhaustive(); } catch (error) { console.log(error.message); }
console.log(R.pipe([3, 1, 2, 3], R.unique(), R.sortBy((it) => it), R.map((it) => it * 2), R.take(2)), R.groupBy([1, 2, 3], (it) => (it % 2 ? "odd" : "even")));
console.log(groupBy(["a", "bb", "c"], "length"), chunk([1, 2, 3], 2), _([1, 2, 3]).map((it) => it * 2).filter((it) => it > 2).value(), _.template("<%= a %>!")({ a: 1 }));
