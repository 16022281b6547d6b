// Wires the parts together: commands, what the server tells, trust.
import * as vscode from "vscode";
import type { Generation } from "../../../types/saveloop-protocol";
import { Debugging } from "./debugging";
import { Inline } from "./inline";
import { after, isRunning, ofStatus, type Program } from "./programs";
import { LANGUAGES, Server, type Hearing } from "./server";
import { nameOf, StatusItem } from "./status";

/** What runs code of the workspace. */
const RUNS = new Set(["saveloop.run", "saveloop.restart", "saveloop.runTest", "saveloop.debugTest"]);
/** What answers with the address of a program, to which the debugger is attached then. */
const ATTACHES = new Set(["saveloop.attachDebugger", "saveloop.debugTest"]);

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const extension = new Extension(context);
  context.subscriptions.push(extension);
  await extension.begin();
}

class Extension implements vscode.Disposable, Hearing {
  private programs: ReadonlyMap<string, Program> = new Map();
  /** The program that moved last. */
  private latest: string | undefined;
  private readonly item = new StatusItem();
  private readonly inline = new Inline();
  private readonly debugging = new Debugging((program) => this.server.execute("saveloop.attachDebugger", program));
  private readonly server: Server;
  private readonly subscriptions: vscode.Disposable[];

  constructor(context: vscode.ExtensionContext) {
    this.server = new Server(context, this);
    // `saveloop.editor.*` are for people; the client registers the server's own, `saveloop.*`, when it starts.
    const command = vscode.commands.registerCommand;
    this.subscriptions = [
      command("saveloop.editor.run", (uri?: unknown) => this.runFile(uri)),
      command("saveloop.editor.stop", (uri?: unknown) => this.about("saveloop.stop", uri, isRunning)),
      command("saveloop.editor.restart", (uri?: unknown) => this.about("saveloop.restart", uri, () => true)),
      command("saveloop.editor.attach", (uri?: unknown) => this.about("saveloop.attachDebugger", uri, isRunning)),
      command("saveloop.editor.openPrinted", (uri?: unknown) => this.about("saveloop.openLog", uri, () => true)),
      command("saveloop.editor.openServerLog", () => this.server.execute("saveloop.showLog")),
      command("saveloop.editor.showHandles", () => this.server.execute("saveloop.handles")),
      command("saveloop.editor.showOutput", () => this.server.output.show()),
      command("saveloop.editor.menu", () => this.menu()),
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      vscode.languages.onDidChangeDiagnostics(() => this.show()),
      // The server is told of trust when it starts; in Restricted Mode it runs nothing that would be lost.
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.server.restart()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("saveloop.path")) void this.server.restart();
      }),
    ];
  }

  async begin(): Promise<void> {
    this.show();
    await this.server.start();
  }

  async dispose(): Promise<void> {
    for (const part of [...this.subscriptions, this.item, this.inline, this.debugging]) part.dispose();
    await this.server.dispose();
  }

  stepped(step: Generation): void {
    const uri = normal(step.program);
    this.know(uri, after(this.programs.get(uri), { ...step, program: uri }));
  }

  inspectorStarted(started: Parameters<Hearing["inspectorStarted"]>[0]): void {
    void this.debugging.heard({ ...started, program: normal(started.program) });
  }

  started(status: Parameters<Hearing["started"]>[0]): void {
    for (const program of status.programs) {
      const uri = normal(program.program);
      // What was told meanwhile is newer.
      if (!this.programs.has(uri)) this.know(uri, ofStatus({ ...program, program: uri }));
    }
  }

  ended(): void {
    this.programs = new Map();
    this.latest = undefined;
    this.inline.clear();
    this.show();
  }

  diagnosed(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): void {
    this.inline.diagnosed(uri, diagnostics);
  }

  async asked(command: string, uri: string | undefined, send: () => Promise<unknown>): Promise<unknown> {
    if (RUNS.has(command) && !vscode.workspace.isTrusted) {
      return this.refuse();
    }
    if (!ATTACHES.has(command)) return send();
    const running = [...this.programs.values()].filter(isRunning);
    const program = uri === undefined ? (running.length === 1 ? running[0]?.uri : undefined) : normal(uri);
    if (program === undefined) return send();
    const pause = this.programs.get(program)?.busy === true;
    return this.debugging.ask(program, send, { starts: command === "saveloop.debugTest", pause });
  }

  private know(uri: string, program: Program): void {
    this.programs = new Map(this.programs).set(uri, program);
    this.latest = uri;
    this.show();
  }

  private show(): void {
    this.item.update(this.programs, this.latest);
    const running = [...this.programs.values()].filter(isRunning).map((program) => vscode.Uri.parse(program.uri).fsPath);
    void vscode.commands.executeCommand("setContext", "saveloop.running", running);
  }

  private async runFile(named: unknown): Promise<void> {
    const uri = named instanceof vscode.Uri ? named : vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined) {
      void vscode.window.showWarningMessage("saveloop: open the file to run first");
      return;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (uri.scheme !== "file" || !LANGUAGES.includes(document.languageId)) {
      const name = nameOf(uri.toString());
      void vscode.window.showWarningMessage(`saveloop: ${name} is no JavaScript or TypeScript file on disk; save it as one first`);
      return;
    }
    // What runs is what is saved.
    if (document.isDirty && !(await document.save())) return;
    await this.server.execute("saveloop.run", uri.toString());
  }

  /** A command about one program: the named one, that of the file which is shown, the only one, or the one that is picked. */
  private async about(command: string, named: unknown, concerns: (program: Program) => boolean): Promise<void> {
    const candidates = [...this.programs.values()].filter(concerns);
    const near = named instanceof vscode.Uri ? named : vscode.window.activeTextEditor?.document.uri;
    const program =
      candidates.find((it) => it.uri === near?.toString()) ?? (candidates.length > 1 ? await pick(candidates) : candidates[0]);
    if (program !== undefined) {
      await this.server.execute(command, program.uri);
    } else if (candidates.length === 0) {
      void vscode.window.showInformationMessage("saveloop runs no program");
    }
  }

  private async menu(): Promise<void> {
    const running = [...this.programs.values()].some(isRunning);
    const run = { label: "$(play) Run File on Save", command: "saveloop.editor.run" };
    const control = [
      { label: "$(debug-stop) Stop", command: "saveloop.editor.stop" },
      { label: "$(debug-restart) Restart from Nothing", command: "saveloop.editor.restart" },
      { label: "$(debug-alt) Attach Debugger", command: "saveloop.editor.attach" },
    ];
    const more = [
      { label: "$(file-text) Open All That Was Printed", command: "saveloop.editor.openPrinted" },
      { label: "$(list-unordered) Show What Is Alive (Timers, Connections)", command: "saveloop.editor.showHandles" },
      { label: "$(output) Show Output", command: "saveloop.editor.showOutput" },
      { label: "$(file) Open Log of saveloop", command: "saveloop.editor.openServerLog" },
    ];
    const chosen = await vscode.window.showQuickPick([run, ...(running ? control : []), ...more], { title: "saveloop" });
    if (chosen !== undefined) await vscode.commands.executeCommand(chosen.command);
  }

  private async refuse(): Promise<void> {
    const manage = "Manage Workspace Trust";
    const answer = await vscode.window.showWarningMessage(
      "saveloop runs no code of a workspace that is in Restricted Mode.",
      manage,
    );
    if (answer !== undefined) await vscode.commands.executeCommand("workbench.trust.manage");
  }
}

async function pick(programs: readonly Program[]): Promise<Program | undefined> {
  const items = programs.map((program) => ({
    label: nameOf(program.uri),
    description: vscode.workspace.asRelativePath(vscode.Uri.parse(program.uri)),
    program,
  }));
  return (await vscode.window.showQuickPick(items, { title: "saveloop: which program?" }))?.program;
}

/** The server writes a URI as the editor does only while the file is open. */
function normal(uri: string): string {
  return vscode.Uri.parse(uri).toString();
}
