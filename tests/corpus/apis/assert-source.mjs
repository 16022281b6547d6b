import assert from "node:assert";
try { assert(1 === 2); } catch (e) { console.log(e.message); }
