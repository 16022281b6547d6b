import { produce, enableMapSet, current, original } from "immer";
enableMapSet();
const before = { list: [1, 2], deep: { a: 1 }, map: new Map([["k", 1]]) };
const after = produce(before, (draft) => { draft.list.push(3); draft.deep.a++; draft.map.set("l", 2); console.log(current(draft.list), original(draft) === before); });
console.log(before, after, before.deep === after.deep, Object.isFrozen(after));
