// The built-in debugger, attached to a program that runs: once for each program, for as long as it lives.
import * as vscode from "vscode";
import type { Inspector, InspectorStarted } from "../../../types/saveloop-protocol";
import { nameOf } from "./status";

/** The property of our configurations that names the program. */
const PROGRAM = "saveloopProgram";

export class Debugging implements vscode.Disposable {
  /** The programs with a session, or with one on its way. */
  private readonly attached = new Map<string, Promise<boolean>>();
  /** Whose address was asked for by us, so that hearing of it is no news. */
  private readonly asking = new Set<string>();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly attach: (program: string) => unknown) {
    this.subscription = vscode.debug.onDidTerminateDebugSession((session) => {
      const program: unknown = session.configuration[PROGRAM];
      if (typeof program === "string" && session.parentSession === undefined) this.attached.delete(program);
    });
  }

  /** Asks the server for the address and attaches; a program in a loop is paused, to show where it is. */
  async ask(program: string, send: () => Promise<unknown>, pause: boolean): Promise<unknown> {
    this.asking.add(program);
    try {
      const inspector = (await send()) as Inspector | null | undefined;
      // Where there is none, the server has said why.
      if (inspector) await this.begin(program, inspector, pause);
      return inspector;
    } finally {
      this.asking.delete(program);
    }
  }

  /** Somebody else opened the door: `saveloop debug` in a terminal, or a signal. */
  async heard({ program, host, port }: InspectorStarted): Promise<void> {
    if (this.asking.has(program)) return;
    const answer = await vscode.window.showInformationMessage(
      `saveloop: debuggers can attach to ${nameOf(program)} at ${host}:${port}`,
      "Attach",
    );
    if (answer !== undefined) this.attach(program);
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async begin(program: string, inspector: Inspector, pause: boolean): Promise<void> {
    if (this.attached.has(program)) {
      await vscode.commands.executeCommand("workbench.view.debug");
      return;
    }
    const starting = this.start(program, inspector, pause);
    this.attached.set(program, starting);
    const has = await starting.catch(() => false);
    if (!has) this.attached.delete(program);
  }

  private async start(program: string, inspector: Inspector, pause: boolean): Promise<boolean> {
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(program));
    const waiting = pause ? pauseFirst(program) : undefined;
    const has = await vscode.debug.startDebugging(folder, {
      type: "node",
      request: "attach",
      name: `saveloop: ${nameOf(program)}`,
      address: inspector.host,
      port: inspector.port,
      // The whole address: a port alone is not enough when `saveloop.inspector.discovery` is off.
      websocketAddress: inspector.webSocketDebuggerUrl,
      // The inspector speaks of the files as they are written.
      sourceMaps: false,
      autoAttachChildProcesses: false,
      continueOnAttach: true,
      skipFiles: ["<node_internals>/**"],
      [PROGRAM]: program,
    });
    if (!has) waiting?.dispose();
    return has;
  }
}

/** Pauses the next session of a program when it has a thread: the session is a child of the one that is started. */
function pauseFirst(program: string): vscode.Disposable {
  const subscription = vscode.debug.onDidStartDebugSession(async (session) => {
    if (session.parentSession?.configuration[PROGRAM] !== program) return;
    subscription.dispose();
    const answer = (await session.customRequest("threads")) as { threads: { id: number }[] };
    const thread = answer.threads[0];
    if (thread !== undefined) await session.customRequest("pause", { threadId: thread.id });
  });
  return subscription;
}
