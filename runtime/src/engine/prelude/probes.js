// Which probes are armed. Every instance of a module hands in its bits and the setter of its switch;
// code of replaced versions may still run, so instances stay known until they are collected.
(function (P, host) {
  "use strict";
  const instances = new P.Map();
  let next = 0;
  let stopsEverywhere = false;
  let stops = { __proto__: null };
  const collected = new P.FinalizationRegistry((number) => P.mapDelete(instances, number));

  /** A new instance of a version, not run yet. Returns its number. */
  function register(version, bits, arm) {
    const number = ++next;
    const instance = { __proto__: null, version, bits: new P.WeakRef(bits), arm };
    P.mapSet(instances, number, instance);
    P.register(collected, bits, number);
    if (stopsEverywhere || stops[version] !== undefined) apply(instance);
    return number;
  }

  function apply(instance) {
    const bits = P.deref(instance.bits);
    if (bits === undefined) return;
    const own = stops[instance.version];
    P.fillBytes(bits, stopsEverywhere ? 1 : 0);
    if (own !== undefined) for (let i = 0; i < own.length; i++) bits[own[i]] = 1;
    instance.arm(stopsEverywhere || (own !== undefined && own.length > 0));
  }

  /** Whether every probe stops. */
  function everywhere(on) {
    if (stopsEverywhere === on) return;
    stopsEverywhere = on;
    P.mapForEach(instances, apply);
  }

  /** Which probes of a version stop; replaces what was said of it. */
  function stopAt(version, probes) {
    if (probes.length === 0) delete stops[version];
    else stops[version] = probes;
    P.mapForEach(instances, (instance) => { if (instance.version === version) apply(instance); });
  }

  /** Nothing stops any more. */
  function disarm() {
    stops = { __proto__: null };
    stopsEverywhere = false;
    P.mapForEach(instances, apply);
  }

  /** An instance that cannot run on: its setter would keep its suspended body alive. */
  const forget = (number) => { P.mapDelete(instances, number); };

  host.probes = { __proto__: null, register, forget };

  return { __proto__: null, register, everywhere, stopAt, disarm, forget };
})
