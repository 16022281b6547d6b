import assert from "node:assert/strict";
const t = async (p) => { try { await p; console.log("ok"); } catch (e) { console.log(e.name, e.code, JSON.stringify(e.message)); } };
await t(assert.rejects(Promise.reject(new Error("x")))); await t(assert.rejects(async () => { throw new TypeError("y"); }, TypeError)); await t(assert.rejects(Promise.resolve(1))); await t(assert.rejects(async () => 1, Error)); await t(assert.rejects(Promise.reject(new Error("x")), /z/)); await t(assert.rejects(Promise.reject(new Error("x")), { message: "x" }));
await t(assert.doesNotReject(Promise.resolve())); await t(assert.doesNotReject(Promise.reject(new Error("q")))); await t(assert.rejects(() => { throw new Error("sync"); })); await t(assert.rejects(1)); await t(assert.rejects(() => 5));
