// Types of what saveloop adds to the language server protocol, for plugins and tools: docs/protocol.md.

/** What `workspace/executeCommand` answers for `saveloop.status`. */
export interface Status {
  version: string;
  /** The log file of the server. */
  log: string | null;
  programs: ProgramStatus[];
}

export interface ProgramStatus {
  /** URI of the entry file. */
  program: string;
  state: "starting" | "running" | "live" | "failed" | "pending" | "interrupted" | "stopped" | "engineLost";
  generation: number | null;
  cause: string;
  /** Why the newest save is not what runs. */
  reason: string | null;
  errors: number;
  hints: number;
  /** How many handles (timers, imports that wait ...) it had when it last yielded. */
  handles: number;
  lastGeneration: GenerationOutcome | null;
}

/** What it answers for `saveloop.handles`. */
export interface ProgramsHandles {
  programs: ProgramHandles[];
}

export interface ProgramHandles {
  /** URI of the entry file. */
  program: string;
  /** What it has running; `null`: it did not answer in time. */
  handles: Handle[] | null;
  /** How much the engine holds from one turn to the next, by what holds it. */
  held: Record<string, number> | null;
}

export interface Handle {
  kind: "timeout" | "interval" | "immediate" | "import" | "listener" | "operation" | "socket" | "server" | "process";
  /** `setInterval 100 ms` */
  what: string;
  /** URI of the module whose instance it ends with. */
  owner: string | null;
  /** Where it was made. */
  place: Location | null;
  generation: number;
  ageMs: number;
  /** When it runs next. */
  dueMs: number | null;
  keepsAlive: boolean;
}

/** As in the language server protocol. */
export interface Location {
  uri: string;
  range: Range;
}

export interface Range {
  start: Position;
  end: Position;
}

export interface Position {
  line: number;
  character: number;
}

/** What it answers for `saveloop.suspend`. */
export interface Suspended {
  holder: string;
  seconds: number;
  programs: string[];
}

/** What it answers for `saveloop.release`. */
export interface Released {
  holder: string;
  programs: string[];
}

/** The parameters of `saveloop/generation`: one step in the life of a program. */
export type Generation = GenerationOutcome | GenerationStep;

/** A generation has come to an outcome; `pending` is followed by another one. */
export interface GenerationOutcome {
  program: string;
  state: "live" | "failed" | "pending" | "interrupted";
  generation: number;
  attempt: number;
  cause: string;
  /** From the save to a plan that can be applied. */
  prepareMs: number;
  /** From handing over to the engine to the outcome. */
  runMs: number;
  phases: PhaseTimes;
  /** How many modules each list would name; the lists end after 20. */
  counts: ModuleCounts;
  /** URIs of the modules that ran, in order. */
  reran: string[];
  /** Of those that kept their instances. */
  kept: string[];
  /** Of those whose earlier instances were retired. */
  disposed: string[];
  /** Of those that left the program. */
  pruned: string[];
}

/** In milliseconds. The first four are parts of `prepareMs`, the others of `runMs`. */
export interface PhaseTimes {
  read: number;
  transpile: number;
  resolve: number;
  plan: number;
  dispose: number;
  compile: number;
  evaluate: number;
}

export interface ModuleCounts {
  reran: number;
  kept: number;
  disposed: number;
  pruned: number;
}

export type GenerationStep =
  | { program: string; state: "started"; generation: number; cause: string }
  | { program: string; state: "refused"; attempt: number; cause: string; prepareMs: number }
  | { program: string; state: "unchanged"; cause: string }
  | { program: string; state: "settled"; generation?: number; alive: boolean }
  | { program: string; state: "busy"; generation: number; cause: string }
  | { program: string; state: "yielded" }
  | { program: string; state: "held"; generation?: number; cause: string }
  | { program: string; state: "stopped"; generation?: number }
  | { program: string; state: "engineLost"; generation?: number; cause: string };

/** What `saveloop.attachDebugger` answers: where debuggers find the program. */
export interface Inspector {
  host: string;
  port: number;
  webSocketDebuggerUrl: string;
  devtoolsFrontendUrl: string;
}

/** The parameters of `saveloop/inspectorStarted`. */
export interface InspectorStarted extends Inspector {
  /** URI of the entry file. */
  program: string;
}
