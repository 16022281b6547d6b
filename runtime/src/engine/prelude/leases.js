// Servers that outlive their generation: when modules are taken out of service and one of them listens,
// all of them are *lent*. Their servers answer, and what they begin goes on, until the generation that
// follows has come to something: then they are over, but for requests that are being answered; or it
// failed, and everything of theirs goes on. Who answers at which address is decided by the host.
(function (P, host, timers, io, owners) {
  "use strict";
  const { doors } = host;
  const { setTimeout, clearTimeout, setImmediate } = globalThis;
  // How long a generation that did well may take until it listens, and a request until it is answered.
  const LINGER_MS = 5_000, DRAIN_MS = 10_000;
  let end = () => {};
  let failedInstances = () => null;
  const connect = (ends, failed) => {
    end = ends;
    failedInstances = failed;
  };

  const group = () => ({ __proto__: null, instances: { __proto__: null }, requests: 0, cuts: P.list(), deadline: null, isOver: false });
  // What is lent.
  let lent = group();
  // What is over, and still answers requests.
  const draining = new P.Map();
  // Until when nothing is decided of a generation that did well.
  let lingering = null;
  // It reported an error: who is there stays until somebody comes.
  let isKept = false;

  const isLent = (owner) => lent.instances[owner] === true;
  const isLentOrOver = (owner) => {
    let found = isLent(owner);
    P.mapForEach(draining, ({ instances }) => { found ||= instances[owner] === true; });
    return found;
  };
  const isAny = (object) => {
    for (const _ in object) return true;
    return false;
  };

  /** Timers of our own belong to nobody. */
  const later = (delay, body) => owners.run(null, () => setTimeout(body, delay).unref());

  /** A generation begins. */
  function begins() {
    doors.begins();
    timers.halt(isLent);
    if (lingering !== null) clearTimeout(lingering);
    lingering = null;
    isKept = false;
  }

  /** These instances go out of service. */
  function leave(leaving) {
    const isLeaving = (owner) => leaving[owner] === true;
    const staying = P.parse(doors.leaves(P.json(io.serversOf(isLeaving))));
    const stays = { __proto__: null };
    let isLender = false;
    for (let i = 0; i < staying.length; i++) {
      stays[staying[i]] = true;
      isLender ||= isLeaving(io.withNumber(staying[i])?.owner);
    }
    listen();
    if (!isLender) return end(leaving);
    for (const instance in leaving) lent.instances[instance] = true;
    timers.halt(isLeaving);
    io.retire(isLeaving, ({ kind, id }) => kind === "operation" || kind === "socket" || stays[id] === true);
    host.retireHeld(isLeaving);
  }

  /** Hears which servers are over. */
  function listen() {
    const gone = P.parse(doors.gone());
    for (let i = 0; i < gone.length; i++) {
      const server = io.withNumber(gone[i][0]);
      if (server === undefined) continue;
      if (server.passOn !== null) passOn(server, io.withNumber(gone[i][1]));
      io.drop(server);
    }
  }

  function passOn(server, next) {
    const of = lent;
    const { left, cut } = owners.run(next === undefined ? server.owner : next.owner, () => server.passOn(next?.server ?? null, () => {
      of.requests--;
      // Whoever has answered may have something left to do.
      if (of.requests === 0 && of.isOver) owners.run(null, () => setImmediate(() => close(of)));
    }));
    of.requests += left;
    of.cuts[of.cuts.length] = cut;
  }

  /** Nothing is lent any more: it goes, at the latest when its requests have been answered. */
  function over() {
    const of = lent;
    lent = group();
    isKept = false;
    if (lingering !== null) clearTimeout(lingering);
    lingering = null;
    if (!isAny(of.instances)) return;
    of.isOver = true;
    if (of.requests === 0) return end(of.instances);
    timers.retire((owner) => of.instances[owner] === true, false);
    P.mapSet(draining, of, of);
    of.deadline = later(DRAIN_MS, () => close(of));
  }

  function close(of) {
    if (!P.mapDelete(draining, of)) return;
    clearTimeout(of.deadline);
    if (of.requests > 0) for (let i = 0; i < of.cuts.length; i++) of.cuts[i]();
    end(of.instances);
  }

  /** The generation has come to something, or went on after that. `hasRaised`: it reported an error. */
  function conclude(well, hasRaised) {
    if (!well) {
      if (doors.isAnyLent()) {
        // What failed does not go on beside what it was to replace.
        const failed = failedInstances();
        if (failed !== null) end(failed);
      }
      doors.comes(false);
      listen();
      timers.goOn(isLent);
      return;
    }
    if (lingering === null && !isKept) doors.comes(true);
    else doors.looks();
    listen();
    if (!doors.isAnyLent()) return over();
    if (isKept) return;
    if (hasRaised) {
      isKept = true;
      timers.goOn(isLent);
    } else if (isBusy()) lingering ??= later(LINGER_MS, give);
    else give();
  }

  /** Nobody listens where something is lent. */
  function give() {
    lingering = null;
    if (isKept) return;
    doors.over();
    listen();
    over();
  }

  /** Whether the new generation does something after which it may listen. */
  function isBusy() {
    const isNew = (owner) => owner !== null && !isLentOrOver(owner);
    return host.importsWaiting() > 0 || timers.isBusy(isNew) || io.isBusy(isNew);
  }

  /** The program ends. */
  function stop() {
    lent = group();
    P.mapForEach(draining, (of) => P.mapDelete(draining, of));
    lingering = null;
    isKept = false;
  }

  const held = () => {
    let count = 0;
    for (const _ in lent.instances) count++;
    P.mapForEach(draining, () => { count++; });
    return count;
  };

  return { __proto__: null, connect, begins, leave, conclude, stop, held };
})
