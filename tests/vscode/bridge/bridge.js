// Inside the extension host: runs the functions that a test sends, and answers with what they return.
const { rmSync } = require("node:fs");
const { createServer } = require("node:http");
const { text } = require("node:stream/consumers");
const vscode = require("vscode");

/** What passed between VS Code and debug adapters, for tests to look at. */
const messages = [];
/** The names of the debug sessions that were started. */
const sessions = [];

exports.activate = () => {
  vscode.debug.onDidStartDebugSession((session) => sessions.push(session.name));
  vscode.debug.registerDebugAdapterTrackerFactory("*", {
    createDebugAdapterTracker: (session) => ({
      onWillReceiveMessage: (message) => messages.push({ to: session.id, ...message }),
      onDidSendMessage: (message) => messages.push({ from: session.id, ...message }),
    }),
  });
  const folder = (vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders[0].uri).fsPath;
  const server = createServer(async (request, response) => {
    try {
      const { code, args } = JSON.parse(await text(request));
      const result = await (0, eval)(`(${code})`)({ vscode, messages, sessions }, ...args);
      response.end(JSON.stringify({ result: result ?? null }));
    } catch (error) {
      response.end(JSON.stringify({ error: error.stack ?? String(error) }));
    }
  });
  // A page that was loaded again leaves the socket of its first extension host.
  rmSync(`${folder}.sock`, { force: true });
  server.listen(`${folder}.sock`);
};
