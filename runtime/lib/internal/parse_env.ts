// The text of an `.env` file.
import { validateString } from "internal:validate";

export function parseEnv(content: any): Record<string, string> {
  validateString(content, "content");
  const found: Record<string, string> = { __proto__: null } as any;
  let rest = content.replaceAll("\r\n", "\n").trim();
  while (rest !== "") {
    if (rest[0] === "\n" || rest[0] === "#") {
      const end = rest.indexOf("\n");
      rest = end === -1 ? "" : rest.slice(end + 1);
      continue;
    }
    const equals = rest.indexOf("="),
      line = rest.indexOf("\n");
    if (equals === -1) break;
    if (line !== -1 && line < equals) {
      rest = rest.slice(line + 1).trim();
      continue;
    }
    let key = rest.slice(0, equals).trim();
    if (key === "") break;
    if (key.startsWith("export ")) key = key.slice(7).trim();
    rest = rest.slice(equals + 1);
    if (rest === "" || rest[0] === "\n") {
      found[key] = "";
      rest = rest.slice(1);
      continue;
    }
    const indented = rest.trimStart();
    const quote = indented[0];
    const close = quote === '"' || quote === "'" || quote === "`" ? indented.indexOf(quote, 1) : -1;
    if (close !== -1) {
      const value = indented.slice(1, close);
      found[key] = quote === '"' ? value.replaceAll("\\n", "\n") : value;
      const end = indented.indexOf("\n", close + 1);
      rest = end === -1 ? "" : indented.slice(end + 1);
      continue;
    }
    const end = rest.indexOf("\n");
    let value = end === -1 ? rest : rest.slice(0, end);
    const comment = value.indexOf("#");
    if (comment !== -1) value = value.slice(0, comment);
    found[key] = value.trim();
    rest = end === -1 ? "" : rest.slice(end + 1);
  }
  // Node keeps them by name.
  const out: Record<string, string> = {};
  for (const key of Object.keys(found).sort()) out[key] = found[key];
  return out;
}
