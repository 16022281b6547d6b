const ok = (v, ms = 0) => new Promise((r) => setTimeout(r, ms, v));
const bad = (v, ms = 0) => new Promise((_, r) => setTimeout(r, ms, new Error(v)));
console.log((await Promise.all([1, ok(2), ok(3, 2)])).join());
console.log(await Promise.all([ok(1), bad("no")]).catch((e) => e.message));
console.log((await Promise.allSettled([ok(1), bad("b"), 3])).map((r) => r.status[0] + (r.value ?? r.reason.message)).join());
console.log(await Promise.race([ok("slow", 30), ok("quick", 1)]), await Promise.any([bad("x"), ok("any", 2)]));
const e = await Promise.any([bad("1"), bad("2")]).catch((e) => e);
console.log(e instanceof AggregateError, e.errors.map((x) => x.message).join(), (await Promise.all([])).length);
