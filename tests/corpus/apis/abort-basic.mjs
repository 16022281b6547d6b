const c = new AbortController(); const s = c.signal; console.log(s.aborted, s.reason, c, s);
s.onabort = function (e) { console.log("onabort", e.type, this === s, e.isTrusted); }; s.addEventListener("abort", () => console.log("listener")); c.abort(); c.abort("again");
console.log(s.aborted, s.reason.name, s.reason.message, s.reason.code, s.reason instanceof DOMException); try { s.throwIfAborted(); } catch (e) { console.log(e === s.reason); }
const d = new AbortController(); d.abort("mine"); console.log(d.signal.reason); try { d.signal.throwIfAborted(); } catch (e) { console.log(e); }
console.log(AbortSignal.abort().aborted, AbortSignal.abort(5).reason, AbortSignal.abort().onabort, new AbortController().signal.throwIfAborted());
for (const f of [() => new AbortSignal(), () => AbortSignal.prototype.aborted, () => AbortSignal.timeout("x")]) try { console.log(f()); } catch (e) { console.log(e.name, e.code); }
console.log(Object.prototype.toString.call(c), Object.prototype.toString.call(s), s instanceof EventTarget, c.signal === s);
