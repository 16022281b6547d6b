// The built-in debugger, attached to a program that runs: once for each program, for as long as it lives.
import * as vscode from "vscode";
import type { Inspector, InspectorStarted } from "../../../types/saveloop-protocol";
import { nameOf } from "./status";

/** The property of our configurations that names the program: by its address, which is one for each. */
const TARGET = "saveloopTarget";

export class Debugging implements vscode.Disposable {
  /** The addresses with a session, or with one on its way. */
  private readonly attached = new Set<string>();
  /** How many addresses were asked for and are not told yet: hearing of one is no news then. */
  private asking = 0;
  /** Programs that have to start first, or to be allowed to; they are attached to when their address is told. */
  private readonly awaited = new Set<string>();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly attach: (program: string) => unknown) {
    this.subscription = vscode.debug.onDidTerminateDebugSession((session) => {
      const target: unknown = session.configuration[TARGET];
      if (typeof target === "string" && session.parentSession === undefined) this.attached.delete(target);
    });
  }

  /** Asks the server for the address and attaches; a program in a loop is paused, to show where it is. */
  async ask(program: string, send: () => Promise<unknown>, { starts, pause }: Asked): Promise<unknown> {
    this.asking += 1;
    if (starts) this.awaited.add(program);
    try {
      const inspector = (await send()) as Inspector | null | undefined;
      if (!inspector) return inspector;
      this.awaited.delete(program);
      await this.begin(program, inspector, pause);
      return inspector;
    } finally {
      this.asking -= 1;
    }
  }

  /** A program that was waited for is there; or somebody else opened a door: `saveloop debug` in a terminal, or a signal. */
  async heard(started: InspectorStarted): Promise<void> {
    const { program, host, port } = started;
    if (this.asking > 0) return;
    if (this.awaited.delete(program)) {
      await this.begin(program, started, false);
      return;
    }
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
    const target = inspector.webSocketDebuggerUrl;
    if (this.attached.has(target)) {
      await vscode.commands.executeCommand("workbench.view.debug");
      return;
    }
    this.attached.add(target);
    const has = await this.start(program, inspector, pause).catch(() => false);
    if (!has) this.attached.delete(target);
  }

  private async start(program: string, inspector: Inspector, pause: boolean): Promise<boolean> {
    const target = inspector.webSocketDebuggerUrl;
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(program));
    const waiting = pause ? pauseFirst(target) : undefined;
    const has = await vscode.debug.startDebugging(folder, {
      type: "node",
      request: "attach",
      name: `saveloop: ${nameOf(program)}`,
      address: inspector.host,
      port: inspector.port,
      // The whole address: a port alone is not enough when `saveloop.inspector.discovery` is off.
      websocketAddress: target,
      // The inspector speaks of the files as they are written.
      sourceMaps: false,
      autoAttachChildProcesses: false,
      continueOnAttach: true,
      skipFiles: ["<node_internals>/**"],
      [TARGET]: target,
    });
    if (!has) waiting?.dispose();
    return has;
  }
}

interface Asked {
  /** The program may have to be started for it. */
  readonly starts: boolean;
  readonly pause: boolean;
}

/** Pauses the next session of a program when it has a thread: the session is a child of the one that is started. */
function pauseFirst(target: string): vscode.Disposable {
  const subscription = vscode.debug.onDidStartDebugSession(async (session) => {
    if (session.parentSession?.configuration[TARGET] !== target) return;
    subscription.dispose();
    const answer = (await session.customRequest("threads")) as { threads: { id: number }[] };
    const thread = answer.threads[0];
    if (thread !== undefined) await session.customRequest("pause", { threadId: thread.id });
  });
  return subscription;
}
