const t = new EventTarget(); const log = (...a) => console.log(...a);
const f = (e) => log("f", e.type, e.target === t, e.currentTarget === t, e.eventPhase);
t.addEventListener("x", f); t.addEventListener("x", f); t.addEventListener("x", { handleEvent(e) { log("object", this !== t, e.type); } }); t.addEventListener("x", () => log("once"), { once: true });
const e = new Event("x"); log(t.dispatchEvent(e), e.target === t, e.currentTarget, e.eventPhase, e.isTrusted); log(t.dispatchEvent(new Event("x")));
t.removeEventListener("x", f); t.dispatchEvent(new Event("x"));
const c = new EventTarget(); c.addEventListener("p", (e) => e.preventDefault()); log(c.dispatchEvent(new Event("p")), c.dispatchEvent(new Event("p", { cancelable: true })));
c.addEventListener("s", (e) => { log(1); e.stopImmediatePropagation(); }); c.addEventListener("s", () => log(2)); c.dispatchEvent(new Event("s"));
c.addEventListener("q", (e) => { e.preventDefault(); log(e.defaultPrevented); }, { passive: true }); c.dispatchEvent(new Event("q", { cancelable: true }));
const ac = new AbortController(); c.addEventListener("a", () => log("never"), { signal: ac.signal }); ac.abort(); c.dispatchEvent(new Event("a"));
for (const g of [() => c.dispatchEvent({}), () => c.addEventListener("x"), () => c.addEventListener("x", 5), () => new Event(), () => c.addEventListener("x", null)]) try { log(g()); } catch (x) { log(x.name, x.code); }
c.addEventListener("r", () => { try { c.dispatchEvent(r); } catch (x) { log(x.name, x.code); } }); const r = new Event("r"); c.dispatchEvent(r);
class Mine extends EventTarget {} const m = new Mine(); m.addEventListener("k", () => log("mine")); m.dispatchEvent(new Event("k")); log(t, m, Object.prototype.toString.call(t));
