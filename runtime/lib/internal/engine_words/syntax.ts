// What V8 says of a text that does not parse, where the engine's message is enough to know.

const TOKEN = /^unexpected token in expression: '(.*)'$/;
const KINDS: Record<string, string | undefined> = {
  __proto__: null,
  "": "end of input",
  number: "number",
  identifier: "identifier",
  string: "string",
  template: "template string",
} as any;

const INVALID = "Invalid or unexpected token";
const WORDS: Record<string, string | undefined> = {
  __proto__: null,
  "unexpected end of string": INVALID,
  "invalid number literal": INVALID,
  "return not in a function": "Illegal return statement",
  "missing initializer for variable": "Missing initializer in const declaration",
  "function name expected": "Function statements require a function name",
  "class statement requires a name": "Unexpected token '{'",
  "'super' is only valid in a method": "'super' keyword unexpected here",
  "break must be inside loop or switch": "Illegal break statement",
  "continue must be inside loop": "Illegal continue statement: no surrounding iteration statement",
  "invalid assignment left-hand side": "Invalid left-hand side in assignment",
  "'let' is not a valid lexical identifier": "let is disallowed as a lexically bound name",
  "expecting catch or finally": "Missing catch or finally after try",
  "unsupported keyword: export": "Unexpected token 'export'",
} as any;

export function syntaxWords(message: string): string | undefined {
  const token = TOKEN.exec(message)?.[1];
  if (token === undefined) return WORDS[message];
  if (token === "@" || token === "\\") return INVALID;
  return `Unexpected ${KINDS[token] ?? `token '${token}'`}`;
}
