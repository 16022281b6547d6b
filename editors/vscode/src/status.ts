// The item of the status bar: the program of the file that is shown, else the one that moved last.
import * as vscode from "vscode";
import { isRunning, show, type Program } from "./programs";

export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("saveloop.status", vscode.StatusBarAlignment.Left, 10);

  constructor() {
    this.item.name = "saveloop";
    this.item.command = "saveloop.editor.menu";
  }

  update(programs: ReadonlyMap<string, Program>, latest: string | undefined): void {
    const shown = vscode.window.activeTextEditor?.document.uri.toString() ?? "";
    const program = programs.get(shown) ?? programs.get(latest ?? "");
    this.item.backgroundColor = undefined;
    if (!vscode.workspace.isTrusted) {
      this.set("$(shield) saveloop", ["saveloop runs nothing in Restricted Mode"]);
    } else if (program === undefined) {
      this.set("$(debug-disconnect) saveloop", ["saveloop runs nothing. Click to run the file on every save"]);
    } else {
      const others = [...programs.values()].filter((it) => it !== program && isRunning(it)).length;
      const { text, lines, alarm } = show(program, nameOf(program.uri), errors(), others);
      this.set(text, lines);
      if (alarm) this.item.backgroundColor = new vscode.ThemeColor("statusBarItem.errorBackground");
    }
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }

  private set(text: string, lines: readonly string[]): void {
    this.item.text = text;
    this.item.tooltip = new vscode.MarkdownString(lines.join("\n\n"));
  }
}

export function nameOf(uri: string): string {
  const path = vscode.Uri.parse(uri).path;
  return path.slice(path.lastIndexOf("/") + 1);
}

/** How many errors the server has told of. */
function errors(): number {
  const all = vscode.languages.getDiagnostics().flatMap(([, diagnostics]) => diagnostics);
  return all.filter((it) => it.source === "saveloop" && it.severity === vscode.DiagnosticSeverity.Error).length;
}
