// The text of a function is the code that runs, without what saveloop added to it: a program that
// evaluates it elsewhere must not meet names that only its module has.
(function (P, host) {
  "use strict";
  const { toString } = {
    toString() {
      if (this === toString) return "function toString() {\n    [native code]\n}";
      return host.functionText(P.functionToString(this));
    },
  };
  P.defineProperty(Function.prototype, "toString", {
    __proto__: null, value: toString, writable: true, enumerable: false, configurable: true,
  });
})
