import Fuse from "fuse.js";
import { LRUCache } from "lru-cache";
console.log(new Fuse([{ t: "Old Man's War" }, { t: "The Lock Artist" }], { keys: ["t"] }).search("old").map((it) => it.item.t));
const cache = new LRUCache({ max: 2 });
cache.set("a", 1).set("b", 2);
cache.get("a");
cache.set("c", 3);
console.log([...cache.keys()], cache.has("b"), cache.size);
