// What the I/O thread does for the program: operations, which come to one answer, and resources, which
// tell of many things until they are closed. Each belongs to the instance on whose behalf it was begun,
// keeps the program alive unless told otherwise, and goes with its owner.
(function (P, host, owners, contexts, errors) {
  "use strict";
  // A program with more of them has lost count.
  const MOST = 16_384;
  const live = new P.Map();
  let last = 0;
  // How many of them keep the program alive.
  let keeping = 0;

  /**
   * A new number for the I/O thread. `told(event, value)` is called as a task of the loop, on behalf of
   * the owner; `gone()` when the owner is retired, and runs nothing of the program. `null`: there are
   * too many. What a retired instance begins has the number 0: it must not be begun at all.
   */
  function begin(kind, what, told, gone, isOnce) {
    if (P.mapSize(live) >= MOST) return null;
    const record = {
      __proto__: null, id: 0, kind, what, told, gone, isOnce, keepsAlive: true, owner: owners.current(), frame: contexts.frame,
      scope: undefined, generation: host.generation(), made: host.now(), place: host.place(), server: null,
      passOn: null, left: null,
    };
    if (record.owner === owners.GONE) return record;
    record.id = ++last;
    P.mapSet(live, record.id, record);
    keeping++;
    if (contexts.hooks !== null) record.scope = contexts.hooks.beginIo(record);
    return record;
  }

  /** It is over: nothing more is heard of it, and the I/O thread lets it go. */
  function end(record) {
    if (!P.mapDelete(live, record.id)) return;
    if (record.keepsAlive) keeping--;
    if (record.scope !== undefined) contexts.hooks.destroyed(record.scope);
    host.ioRelease(record.id);
  }

  function keep(record, keepsAlive) {
    if (record.keepsAlive !== keepsAlive && P.mapHas(live, record.id)) keeping += keepsAlive ? 1 : -1;
    record.keepsAlive = keepsAlive;
  }

  const isLive = (record) => P.mapHas(live, record.id);

  /** The I/O thread has something to say. */
  function complete(id, event, value) {
    const record = P.mapGet(live, id);
    if (record === undefined) return;
    if (record.isOnce) end(record);
    contexts.call(record.frame, () => owners.run(record.owner, () => record.told(event, value)), record.scope);
  }

  /** It ends because its owner does, or because somebody else is in its place. */
  function drop(record) {
    end(record);
    if (record.gone === undefined) return;
    try { record.gone(); } catch (error) { errors.raise("uncaught", error, ""); }
  }

  /** `stays`: which of them outlive that for now. Only the program's end takes what outlives every owner. */
  function retire(isRetired, stays) {
    P.mapForEach(live, (record) => {
      if (!isRetired(record.owner) || (stays !== undefined && stays(record))) return;
      if (record.left === null || isRetired(null)) return drop(record);
      record.owner = null;
      try { record.left(); } catch (error) { errors.raise("uncaught", error, ""); }
    });
  }

  /** The numbers of the servers of these owners. */
  function serversOf(isWanted) {
    const numbers = P.list();
    P.mapForEach(live, (record) => {
      if (record.kind === "server" && isWanted(record.owner)) numbers[numbers.length] = record.id;
    });
    return numbers;
  }

  /** Whether something of these owners is under way that comes to an end by itself. */
  function isBusy(isWanted) {
    let busy = false;
    P.mapForEach(live, (record) => {
      busy ||= record.keepsAlive && (record.kind === "operation" || record.kind === "socket") && isWanted(record.owner);
    });
    return busy;
  }

  const withNumber = (id) => P.mapGet(live, id);
  /** From now on it goes with the owner of another. */
  const give = (record, to) => { record.owner = to.owner; };
  /** From now on it goes with whoever runs. */
  const take = (record) => {
    const owner = owners.current();
    if (owner !== owners.GONE) record.owner = owner;
  };
  /** A server is asked to let go of its connections: `passOn(successor, done)` says how many requests are left. */
  const lets = (record, server, passOn) => {
    record.server = server;
    record.passOn = passOn;
  };
  /** It belongs to the process and outlives its owners: `left` is called when one of them is retired. */
  const outlive = (record, left) => { record.left = left; };
  /** Whether a retired instance runs, which begins nothing. */
  const isGone = () => owners.current() === owners.GONE;
  /** The module whose it is; 0 for nobody's. */
  const moduleOf = (record) => host.moduleOfInstance(record.owner) ?? 0;

  const alive = () => keeping;
  const count = () => P.mapSize(live);

  /** Tells of everything that is under way. */
  function list(each) {
    const now = host.now();
    P.mapForEach(live, ({ kind, what, owner, place, generation, made, keepsAlive }) => each({
      __proto__: null, kind, what: P.wellFormed(typeof what === "function" ? what() : what), owner, place, generation,
      age: now - made, due: null, keeps_alive: keepsAlive,
    }));
  }

  return {
    __proto__: null, begin, end, keep, isLive, complete, drop, retire, serversOf, isBusy, withNumber, give, take, lets,
    outlive, isGone, moduleOf, alive, count, list,
  };
})
