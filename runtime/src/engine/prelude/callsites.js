// Call sites, as `Error.prepareStackTrace` is given them: the engine's own questions, and for programs the
// others that V8 answers, with files under their names.
(function (P, stacks) {
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
  /** Where the program's text is that it runs; as the engine says, for what is none of the program's. */
  function place(site) {
    const line = P.apply(CallSite.getLineNumber, site, []), column = P.apply(CallSite.getColumnNumber, site, []);
    const found = stacks.place(P.apply(CallSite.getFileName, site, []), line, column);
    if (found === undefined) return { __proto__: null, line, column };
    return found.line === 0 ? { __proto__: null, line: null, column: null } : found;
  }
  function functionName(site) {
    const name = P.apply(CallSite.getFunctionName, site, []);
    return name === stacks.MODULE || name === undefined || name === "" ? null : name;
  }
  const { forPrograms } = {
    forPrograms: {
      getFunctionName() { return functionName(this); },
      getLineNumber() { return place(this).line; },
      getColumnNumber() { return place(this).column; },
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
        const name = functionName(this), { line, column } = place(this);
        const where = P.apply(CallSite.isNative, this, []) ? "native" : `${fileName(this)}:${line}:${column}`;
        return name === null ? where : `${name} (${where})`;
      },
    },
  };
  for (const name in forPrograms) {
    P.defineProperty(prototype, name, { __proto__: null, value: forPrograms[name], writable: true, enumerable: false, configurable: true });
  }
  return CallSite;
})
