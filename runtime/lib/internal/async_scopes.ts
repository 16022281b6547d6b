// The numbers of what waits, and who is told of it: what `createHook` and `executionAsyncId` stand on. Nothing is numbered
// before a program asks, and promises only while a hook is enabled.
const { contexts, commonjs } = host;

/** One thing that waits: a timer, a tick, a promise, an operation. */
export interface Scope {
  id: number;
  trigger: number;
  resource: any;
}

/** A job of a promise that is still to come. */
interface Job {
  /** What runs in it; `null`: an `await`, which has none of its own. */
  scope: Scope | null;
  /** Whose reaction it is. */
  promise: any;
  /** Whether it is only known to be one of the program's when it does something. */
  isUncertain: boolean;
  isAwait: boolean;
}

let last = 1;
const MAIN: Scope = { id: 1, trigger: 0, resource: {} };
const NONE: Scope = { id: 0, trigger: 0, resource: MAIN.resource };

/** Lists that are never changed: a hook may enable and disable others. */
let hooks: AsyncHook[] = [];
const numbered = new WeakMap<any, Scope>();

export const isHooked = (): boolean => hooks.length > 0;

/** The `then` or `await` that was just begun: the promise it makes is the next one. */
let started: Job | null = null;
/** The job that runs, until the next thing does. */
let open: Scope | null = null;
let isOpenAwait = false;
/** A job that has done nothing yet. */
let uncertain: Job | null = null;
/** What is made for ourselves is nobody's business. */
let isHidden = false;
/** A hook that looks at a promise awaits nothing. */
let telling = 0;

function tell(name: string, a: any, b?: any, c?: any, d?: any): void {
  const told = hooks;
  for (const hook of told) {
    const callback = (hook.callbacks as any)[name];
    if (callback === undefined) continue;
    telling++;
    try {
      if (name === "init") Reflect.apply(callback, hook, [a, b, c, d]);
      else Reflect.apply(callback, hook, [a]);
    } catch (error) {
      fatal(error);
    } finally {
      telling--;
    }
  }
}

/** As in Node, nobody can handle an error of a hook. */
function fatal(error: any): never {
  const { process } = globalThis as any;
  process._rawDebug(typeof error?.stack === "string" ? error.stack : error);
  process.exit(1);
  throw error;
}

/** An `await` has no promise to tell of it: it is known when anything else happens. */
function settleStarted(): void {
  const job = started;
  if (job === null) return;
  started = null;
  job.isAwait = true;
  isHidden = true;
  const resource = new Promise(() => {});
  isHidden = false;
  job.scope = make("PROMISE", resource, scopeOf(job.promise).id);
}

function settleUncertain(): void {
  const job = uncertain;
  if (job === null) return;
  uncertain = null;
  enterScope(scopeOf(job.promise));
}

function make(type: string, resource: any, trigger: number): Scope {
  const scope = { id: ++last, trigger, resource };
  if (hooks.length > 0) tell("init", scope.id, type, trigger, resource);
  return scope;
}

/** Something begins to wait. */
export function begin(type: string, resource: any, trigger?: number): Scope | undefined {
  if (isHidden) return undefined;
  settleStarted();
  return make(type, resource, trigger ?? current().id);
}

/** In what code runs. */
export function current(): Scope {
  settleStarted();
  settleUncertain();
  let { scope } = contexts;
  if (scope === null) scope = contexts.scope = { id: ++last, trigger: 1, resource: {} };
  return scope ?? (commonjs.mainRuns() ? MAIN : NONE);
}

/** The number of a promise; one that was made before anybody asked gets it now. */
export function scopeOf(promise: any): Scope {
  let scope = numbered.get(promise);
  if (scope === undefined) {
    scope = { id: ++last, trigger: 0, resource: promise };
    numbered.set(promise, scope);
  }
  return scope;
}

function enterScope(scope: Scope): void {
  contexts.scope = scope;
  open = scope;
  tell("before", scope.id);
  contexts.afterJob(() => {
    if (open === scope) leaveJob();
  });
}

/** What the engine does not say: the job is over when something else begins. */
function leaveJob(): void {
  settleStarted();
  uncertain = null;
  const scope = open;
  if (scope === null) return;
  open = null;
  if (isOpenAwait) tell("promiseResolve", scope.id);
  isOpenAwait = false;
  tell("after", scope.id);
  contexts.scope = undefined;
}

function enterJob(job: Job): void {
  leaveJob();
  if (hooks.length === 0 && job.promise !== undefined) return;
  if (job.isUncertain) {
    contexts.scope = undefined;
    uncertain = job;
    return;
  }
  const scope = job.scope ?? scopeOf(job.promise);
  isOpenAwait = job.isAwait;
  enterScope(scope);
  if (job.promise === undefined) destroyed(scope);
}

const jobOf = (promise: any, scope: Scope | null, isUncertain: boolean): Job => ({
  scope,
  promise,
  isUncertain,
  isAwait: false,
});

/** What the prelude asks while it runs what was kept. */
const numbering = {
  __proto__: null,
  begin,
  destroyed,
  scopeOf,
  enterJob,
  enter(scope: Scope | undefined) {
    leaveJob();
    if (scope !== undefined) tell("before", scope.id);
  },
  leave(scope: Scope | undefined) {
    leaveJob();
    if (scope !== undefined) tell("after", scope.id);
  },
  awaited(promise: any) {
    if (hooks.length === 0 || isHidden || telling > 0) return null;
    settleStarted();
    return (started = jobOf(promise, null, false));
  },
  promiseMade(promise: any, parent: any) {
    if (hooks.length === 0 || isHidden) return;
    const job = started;
    if (job !== null && job.promise === parent) started = null;
    else settleStarted();
    const scope = make("PROMISE", promise, parent === undefined ? current().id : scopeOf(parent).id);
    numbered.set(promise, scope);
    if (job !== null && job.promise === parent) job.scope = scope;
  },
  promiseResolved(promise: any, isLatest: boolean) {
    if (hooks.length === 0 || isHidden) return null;
    settleStarted();
    tell("promiseResolve", scopeOf(promise).id);
    return isLatest ? jobOf(promise, null, true) : null;
  },
  /** A job calls the `then` of what this promise was resolved with. */
  enterPromise(promise: any) {
    if (hooks.length > 0) enterJob(jobOf(promise, scopeOf(promise), false));
  },
  microtask() {
    return jobOf(undefined, begin("Microtask", { type: "Microtask" }) ?? NONE, false);
  },
  beginIo(it: any) {
    return begin(typeOf(it), new Handle(it));
  },
};

/** Runs on behalf of a resource of the program's own. */
export function runIn<T>(scope: Scope, body: () => T): T {
  settleStarted();
  settleUncertain();
  const before = contexts.scope;
  const outer = open;
  open = null;
  contexts.scope = scope;
  if (hooks.length > 0) tell("before", scope.id);
  try {
    return body();
  } finally {
    settleStarted();
    if (hooks.length > 0) tell("after", scope.id);
    contexts.scope = before;
    open = outer;
  }
}

/** From now on everything that waits has a number. */
export function track(): void {
  contexts.hooks ??= numbering;
}

// What is over is told of in a task of its own, as in Node.
let gone: Scope[] = [];

export function destroyed(scope: Scope | undefined): void {
  if (scope === undefined || !hooks.some((hook) => (hook.callbacks as any).destroy !== undefined)) return;
  gone.push(scope);
  if (gone.length > 1) return;
  isHidden = true;
  host.timerFunctions.setImmediate(() => {
    const told = gone;
    gone = [];
    for (const { id } of told) tell("destroy", id);
  });
  isHidden = false;
}

/** What `init` is given for what the host does. */
class Handle {
  #of: any;
  constructor(of: any) {
    this.#of = of;
  }
  hasRef(): boolean {
    return this.#of.keepsAlive;
  }
}

/** As Node names what waits there. */
function typeOf({ kind, what }: any): string {
  const text: string = typeof what === "function" ? what() : what;
  if (kind === "server") return "TCPSERVERWRAP";
  if (kind === "socket") return "TCPWRAP";
  if (kind === "child") return "PROCESSWRAP";
  if (text.startsWith("fs ")) return "FSREQCALLBACK";
  if (text.startsWith("lookup") || text.startsWith("dns")) return "GETADDRINFOREQWRAP";
  return kind === "operation" ? "SIMPLEOPERATION" : kind.toUpperCase();
}

export class AsyncHook {
  callbacks: object;
  #release: (() => void) | undefined;
  constructor(callbacks: any) {
    const { init, before, after, destroy, promiseResolve } = callbacks;
    this.callbacks = { init, before, after, destroy, promiseResolve };
    Object.defineProperty(this, "callbacks", { __proto__: null, enumerable: false } as any);
  }
  enable(): this {
    if (hooks.includes(this)) return this;
    track();
    contexts.follow();
    settleStarted();
    hooks = [...hooks, this];
    this.#release = host.hold(() => this.disable());
    return this;
  }
  disable(): this {
    settleStarted();
    hooks = hooks.filter((hook) => hook !== this);
    this.#release?.();
    this.#release = undefined;
    return this;
  }
}
