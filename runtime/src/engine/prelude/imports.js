// `import()`: the host prepares the module, then answers. A request belongs to the instance that made it.
(function (P, host, errors) {
  "use strict";
  const requests = { __proto__: null };
  // Requests of instances that were retired meanwhile: nobody is told of the answer.
  const dropped = { __proto__: null };
  let last = 0;
  let count = 0;
  const SyntaxErrorConstructor = SyntaxError;

  function ask(owner, from, specifier, options) {
    return new P.Promise((resolve, reject) => {
      const text = `${specifier}`;
      const attributes = options === undefined ? undefined : options.with;
      const type = attributes === undefined ? undefined : attributes.type;
      const id = ++last;
      count++;
      requests[id] = {
        __proto__: null, resolve, reject, stack: errors.here(), owner, specifier: text,
        generation: host.generation(), made: host.now(), place: host.place(),
      };
      host.importModule(id, from, text, type === undefined ? null : `${type}`);
    });
  }

  /** The request that is answered; `null` when who asked is gone, `undefined` when all is. */
  function answered(id) {
    const request = requests[id];
    if (request === undefined) {
      const isDropped = dropped[id] === true;
      delete dropped[id];
      return isDropped ? null : undefined;
    }
    delete requests[id];
    count--;
    return request;
  }

  function failed(id, name, code, message) {
    const request = answered(id);
    if (request === undefined || request === null) return;
    if (code === "ERR_MODULE_NOT_FOUND" && P.startsWith(request.specifier, "node:")) {
      code = "ERR_UNKNOWN_BUILTIN_MODULE";
      message = `No such built-in module: ${request.specifier}`;
    }
    const error = name === "SyntaxError" ? new SyntaxErrorConstructor(message) : new P.Error(message);
    if (code !== "") error.code = code;
    errors.setStack(error, request.stack);
    request.reject(error);
  }

  /** Drops the requests of every owner for which `isRetired` holds. */
  function retire(isRetired) {
    for (const id in requests) {
      if (!isRetired(requests[id].owner)) continue;
      delete requests[id];
      dropped[id] = true;
      count--;
    }
  }

  function stop() {
    for (const id in requests) delete requests[id];
    for (const id in dropped) delete dropped[id];
    count = 0;
  }

  const waiting = () => count;
  host.importsWaiting = waiting;

  /** Tells of every request. */
  function list(each) {
    const now = host.now();
    for (const id in requests) {
      const { owner, specifier, generation, made, place } = requests[id];
      each({
        __proto__: null, kind: "import", what: `import(${P.stringify(P.wellFormed(specifier))})`, owner, place, generation,
        age: now - made, due: null, keeps_alive: true,
      });
    }
  }

  function held() {
    let all = count;
    for (const _ in dropped) all++;
    return all;
  }

  return { __proto__: null, ask, answered, failed, retire, stop, waiting, list, held };
})
