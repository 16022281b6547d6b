// The language server: found, started once, started again when trust or the program's place change.
import * as vscode from "vscode";
import { ExecuteCommandRequest, LanguageClient, State, type LanguageClientOptions } from "vscode-languageclient/node";
import type { Generation, InspectorStarted, Status } from "../../../types/saveloop-protocol";
import { find, machine, type Missing } from "./binary";

export const LANGUAGES = ["javascript", "javascriptreact", "typescript", "typescriptreact"];

/** What of the server's life others want to know. */
export interface Hearing {
  stepped(step: Generation): void;
  inspectorStarted(started: InspectorStarted): void;
  /** A server is there, and this is what it runs. */
  started(status: Status): void;
  ended(): void;
  diagnosed(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): void;
  /** Every command of ours on its way to the server, whoever asked for it. */
  asked(command: string, uri: string | undefined, send: () => Promise<unknown>): Promise<unknown>;
}

export class Server implements vscode.Disposable {
  readonly output = vscode.window.createOutputChannel("saveloop", { log: true });
  private client: LanguageClient | undefined;
  /** One change of the client at a time. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly hearing: Hearing,
  ) {}

  /** The server, started if it is not there; `undefined` after it was said why there is none. */
  start(): Promise<LanguageClient | undefined> {
    return this.next(async () => (this.client ??= await this.create()));
  }

  restart(): Promise<LanguageClient | undefined> {
    return this.next(async () => {
      await this.end();
      return (this.client = await this.create());
    });
  }

  async execute(command: string, uri?: string): Promise<unknown> {
    const client = await this.start();
    if (client === undefined) return undefined;
    const params = { command, arguments: uri === undefined ? [] : [uri] };
    return this.hearing.asked(command, uri, () => client.sendRequest(ExecuteCommandRequest.type, params));
  }

  async dispose(): Promise<void> {
    await this.next(() => this.end());
    this.output.dispose();
  }

  private next<T>(step: () => Promise<T>): Promise<T> {
    const result = this.last.then(step);
    this.last = result.catch((error: unknown) => this.output.error(String(error)));
    return result;
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.dispose();
    if (client !== undefined) this.hearing.ended();
  }

  private async create(): Promise<LanguageClient | undefined> {
    const setting = vscode.workspace.getConfiguration("saveloop").get<string>("path", "");
    const found = find(setting, this.context.extensionPath, machine);
    if ("why" in found) {
      this.output.error(found.why);
      void explain(found);
      return undefined;
    }
    this.output.info(`starts ${found.path} (${found.from})`);
    const client = new LanguageClient("saveloop", "saveloop", { command: found.path, args: ["lsp"] }, this.options());
    client.onNotification("saveloop/generation", (step: Generation) => this.hearing.stepped(step));
    client.onNotification("saveloop/inspectorStarted", (it: InspectorStarted) => this.hearing.inspectorStarted(it));
    client.onDidChangeState(({ oldState, newState }) => {
      if (newState === State.Running) void this.welcome(client);
      if (newState === State.Stopped && oldState === State.Running) this.hearing.ended();
    });
    try {
      await client.start();
      return client;
    } catch (error) {
      const why = `${found.path} could not be started: ${error instanceof Error ? error.message : String(error)}`;
      this.output.error(why);
      void explain({ why, setting: found.from === "setting" });
      return undefined;
    }
  }

  /** Programs may run already: those that a setting names. */
  private async welcome(client: LanguageClient): Promise<void> {
    const status = await client.sendRequest(ExecuteCommandRequest.type, { command: "saveloop.status", arguments: [] });
    this.hearing.started(status as Status);
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: LANGUAGES.map((language) => ({ scheme: "file", language })),
      outputChannel: this.output,
      synchronize: { configurationSection: "saveloop" },
      initializationOptions: {
        workspaceTrust: vscode.workspace.isTrusted,
        experimental: { generation: true, inspectorStarted: true },
      },
      middleware: {
        // What code actions and lenses do.
        executeCommand: (command, args, next) => {
          const uri = typeof args[0] === "string" ? args[0] : undefined;
          return this.hearing.asked(command, uri, async () => next(command, args));
        },
        // They are drawn from the diagnostics; who asks the server for hints gets no such diagnostics.
        provideInlayHints: (document, range, token, next) =>
          vscode.workspace.getConfiguration("saveloop").get("hints") === "inlay" ? next(document, range, token) : [],
        handleDiagnostics: (uri, diagnostics, next) => {
          this.hearing.diagnosed(uri, diagnostics);
          next(uri, diagnostics);
        },
      },
    };
  }
}

async function explain({ why, setting }: Missing): Promise<void> {
  const open = "Open Setting";
  const how = "How to Install";
  const answer = await vscode.window.showErrorMessage(`saveloop: ${why}`, ...(setting ? [open] : [how, open]));
  if (answer === open) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "saveloop.path");
  } else if (answer === how) {
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", "saveloop.saveloop#saveloop.start", false);
  }
}
