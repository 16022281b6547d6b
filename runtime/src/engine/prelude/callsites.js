// The engine's own questions to its call sites; what programs may ask is `internal:call_sites`.
(function (P) {
  "use strict";
  const prepare = P.getOwnPropertyDescriptor(P.Error, "prepareStackTrace");
  const before = P.apply(prepare.get, P.Error, []);
  P.apply(prepare.set, P.Error, [(_, sites) => sites]);
  const prototype = P.getPrototypeOf(P.errorStack(new P.Error())[0]);
  P.apply(prepare.set, P.Error, [before]);

  const CallSite = { __proto__: null };
  const names = ["getFunctionName", "getFileName", "getLineNumber", "getColumnNumber", "isNative"];
  for (let i = 0; i < names.length; i++) CallSite[names[i]] = P.getOwnPropertyDescriptor(prototype, names[i]).value;

  CallSite.prototype = prototype;
  return CallSite;
})
