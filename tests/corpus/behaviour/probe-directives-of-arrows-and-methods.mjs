// A directive in front of a body that is probed is one still.
const arrow = () => { "use strict"; return (function () { return this === undefined; })(); };
const object = { method() { "use strict"; return (() => typeof this)(); } };
console.log(`${arrow()} ${object.method.call(5)}`);
