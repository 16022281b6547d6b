// What is known of the programs, from what the server tells of their lives: pure, and the only owner of it.
import type { Generation, ProgramStatus } from "../../../types/saveloop-protocol";

/** The state a person is shown; `ended` is a live program that nothing keeps alive. */
export type State = ProgramStatus["state"] | "ended";

export interface Program {
  /** URI of the entry file, as the server writes it. */
  readonly uri: string;
  readonly state: State;
  readonly generation: number | undefined;
  readonly cause: string;
  /** Why the newest save is not what runs, or why nothing changed. */
  readonly note: string | undefined;
  /** Milliseconds from the save to the outcome. */
  readonly took: number | undefined;
  /** It has not yielded for long. */
  readonly busy: boolean;
}

const IS_OVER: ReadonlySet<State> = new Set(["stopped"]);

/** Whether *Stop* has something to stop. A program that ended runs again with the next save. */
export function isRunning(program: Program): boolean {
  return !IS_OVER.has(program.state);
}

/** From the answer of `saveloop.status`. */
export function ofStatus(status: ProgramStatus): Program {
  return {
    uri: status.program,
    state: status.state,
    generation: status.generation ?? undefined,
    cause: status.cause,
    note: status.reason ?? undefined,
    took: undefined,
    busy: false,
  };
}

const FRESH = { state: "starting", generation: undefined, cause: "", note: undefined, took: undefined, busy: false } as const;

/** What is known after a step. */
export function after(before: Program | undefined, step: Generation): Program {
  const known: Program = before ?? { uri: step.program, ...FRESH };
  switch (step.state) {
    case "started":
      return { ...known, state: "running", generation: step.generation, cause: step.cause, note: undefined, busy: false };
    case "live":
    case "failed":
    case "pending":
    case "interrupted":
      return {
        ...known,
        state: step.state,
        generation: step.generation,
        cause: step.cause,
        note: undefined,
        took: step.prepareMs + step.runMs,
      };
    case "refused":
      return { ...known, note: `${step.cause}: refused, what ran before goes on` };
    case "unchanged":
      return { ...known, note: step.cause };
    case "held":
      return { ...known, note: `a save waits for ${step.cause}` };
    case "settled": {
      const isOver = known.state === "live" && !step.alive;
      return { ...known, state: isOver ? "ended" : known.state, busy: false };
    }
    case "busy":
      return { ...known, busy: true, note: step.cause };
    case "yielded":
      return { ...known, busy: false, note: undefined };
    case "stopped":
      return { ...known, state: "stopped", note: undefined, busy: false };
    case "engineLost":
      return { ...known, state: "engineLost", note: step.cause, busy: false };
  }
}

export interface Shown {
  readonly text: string;
  /** Lines of Markdown. */
  readonly lines: readonly string[];
  readonly alarm: boolean;
}

const ICONS: Record<State, string> = {
  starting: "$(sync~spin)",
  running: "$(sync~spin)",
  live: "$(pass)",
  ended: "$(pass)",
  pending: "$(watch)",
  interrupted: "$(debug-pause)",
  failed: "$(error)",
  stopped: "$(circle-slash)",
  engineLost: "$(error)",
};

/** The item of the status bar for a program with so many errors in its files. */
export function show(program: Program, name: string, errors: number, others: number): Shown {
  const { generation, cause, note, took } = program;
  const state = program.busy ? "busy" : program.state === "engineLost" ? "engine lost" : program.state;
  const alarm = program.busy || errors > 0 || program.state === "failed" || program.state === "engineLost";
  const icon = program.busy ? "$(warning)" : errors > 0 ? "$(error)" : ICONS[program.state];
  const number = generation === undefined ? "" : ` gen ${generation}`;
  const more = others > 0 ? ` (+${others})` : "";
  const lines = [
    `**${name}**${number}: ${state}`,
    ...(cause === "" ? [] : [`Cause: ${cause}`]),
    ...(took === undefined ? [] : [`From the save to the result: ${took.toFixed(1)} ms`]),
    ...(errors === 0 ? [] : [`${errors} ${errors === 1 ? "error" : "errors"}`]),
    ...(note === undefined ? [] : [note]),
  ];
  return { text: `${icon} ${name}${number} ${state}${because(note, cause)}${more}`, lines, alarm };
}

/** What is more than a glance is in the tooltip. */
const GLANCE = 60;

/** A note is the reason for the state; a cause is only what led to the generation. */
function because(note: string | undefined, cause: string): string {
  const why = note ?? cause;
  const shown = why.length > GLANCE ? `${why.slice(0, GLANCE)}…` : why;
  if (shown === "") return "";
  return note === undefined ? ` · ${shown}` : `: ${shown}`;
}
