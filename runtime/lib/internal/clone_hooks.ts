// How an object of the library is cloned and moved; `structuredClone` asks for these.

/** A copy of it. */
export const kClone = Symbol("clone");
/** It in another place; it is of no use here any more. */
export const kTransfer = Symbol("transfer");
