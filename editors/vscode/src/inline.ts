// Printed values and errors at the ends of their lines, as other editors show diagnostics by themselves.
import * as vscode from "vscode";

/** Longer texts are whole in the hover. */
const LONGEST = 160;

export class Inline implements vscode.Disposable {
  private readonly texts = new Map<string, readonly vscode.Diagnostic[]>();
  private readonly values = decoration("editorCodeLens.foreground");
  private readonly errors = decoration("editorError.foreground");
  private readonly subscription = vscode.window.onDidChangeVisibleTextEditors((editors) => {
    for (const editor of editors) this.draw(editor);
  });

  diagnosed(uri: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): void {
    this.texts.set(uri.toString(), diagnostics);
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.toString() === uri.toString()) this.draw(editor);
    }
  }

  /** The server is gone, and what it said with it. */
  clear(): void {
    this.texts.clear();
    for (const editor of vscode.window.visibleTextEditors) this.draw(editor);
  }

  dispose(): void {
    this.subscription.dispose();
    this.values.dispose();
    this.errors.dispose();
  }

  private draw(editor: vscode.TextEditor): void {
    const known = this.texts.get(editor.document.uri.toString()) ?? [];
    const at = lines(known, editor.document.lineCount);
    editor.setDecorations(this.errors, [...at.errors].map(place(editor.document)));
    editor.setDecorations(this.values, [...at.values].map(place(editor.document)));
  }
}

/** What stands at which line; where a line has both, the error. */
function lines(diagnostics: readonly vscode.Diagnostic[], count: number) {
  const errors = new Map<number, string>();
  const values = new Map<number, string>();
  for (const { severity, range, message } of diagnostics) {
    const line = range.start.line;
    if (line >= count) continue;
    const into = severity === vscode.DiagnosticSeverity.Hint ? values : errors;
    const text = message.split("\n", 1)[0] ?? "";
    const before = into.get(line);
    into.set(line, before === undefined ? text : `${before}  ${text}`);
  }
  for (const line of errors.keys()) values.delete(line);
  return { errors, values };
}

function place(document: vscode.TextDocument) {
  return ([line, text]: [number, string]): vscode.DecorationOptions => {
    const end = document.lineAt(line).range.end;
    const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
    return { range: new vscode.Range(end, end), renderOptions: { after: { contentText: `▸ ${cut}` } } };
  };
}

function decoration(color: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor(color), margin: "0 0 0 2ch" },
    // What is typed at the end of the line stays before the text.
    rangeBehavior: vscode.DecorationRangeBehavior.OpenOpen,
  });
}
