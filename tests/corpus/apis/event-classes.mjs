const e = new Event("a", { bubbles: true, cancelable: true, composed: true });
console.log(e.type, e.bubbles, e.cancelable, e.composed, e.defaultPrevented, e.returnValue, e.cancelBubble, e.target, e.composedPath(), typeof e.timeStamp, e.eventPhase);
e.preventDefault(); e.stopPropagation(); console.log(e.defaultPrevented, e.returnValue, e.cancelBubble, Event.NONE, Event.AT_TARGET, e.BUBBLING_PHASE);
const c = new CustomEvent("c", { detail: { x: 1 } }); console.log(c.detail, c instanceof Event, new CustomEvent("d").detail, c.type, Object.prototype.toString.call(c), Object.prototype.toString.call(e));
class Sub extends Event { constructor() { super("sub"); this.extra = 1; } } const s = new Sub(); console.log(s.type, s.extra, s instanceof Event);
for (const f of [() => new Event("x", 5), () => new Event(Symbol()), () => new CustomEvent()]) try { console.log(f().type); } catch (x) { console.log(x.name, x.code); }
console.log(new Event("x", null).type, new Event(undefined).type, new Event(5).type);
