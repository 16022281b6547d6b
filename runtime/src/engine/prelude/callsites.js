// Call sites, as `Error.prepareStackTrace` is given them: the engine's own questions, and for programs the
// others that V8 answers, with files under their names.
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

  /** Without the version of its text, which only saveloop knows. */
  function fileName(site) {
    const name = P.apply(CallSite.getFileName, site, []);
    if (typeof name !== "string") return name;
    const at = P.lastIndexOf(name, "?v=");
    return at < 0 ? name : P.slice(name, 0, at);
  }
  const { forPrograms } = {
    forPrograms: {
      getFileName() { return fileName(this); },
      getScriptNameOrSourceURL() { return fileName(this); },
      getThis() { return undefined; },
      getTypeName() { return null; },
      getMethodName() { return null; },
      getEvalOrigin() { return undefined; },
      getPromiseIndex() { return null; },
      isToplevel() { return true; },
      isEval() { return false; },
      isAsync() { return false; },
      isPromiseAll() { return false; },
      toString() {
        const name = P.apply(CallSite.getFunctionName, this, []);
        const place = P.apply(CallSite.isNative, this, [])
          ? "native"
          : `${fileName(this)}:${P.apply(CallSite.getLineNumber, this, [])}:${P.apply(CallSite.getColumnNumber, this, [])}`;
        return name === null || name === undefined || name === "" ? place : `${name} (${place})`;
      },
    },
  };
  for (const name in forPrograms) {
    P.defineProperty(prototype, name, { __proto__: null, value: forPrograms[name], writable: true, enumerable: false, configurable: true });
  }
  return CallSite;
})
