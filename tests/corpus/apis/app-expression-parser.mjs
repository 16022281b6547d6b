// A small calculator: tokens, precedence, functions, errors with their places.
class ParseError extends SyntaxError { constructor(message, at) { super(`${message} at ${at}`); this.name = 'ParseError'; this.at = at; } }
function* tokens(text) {
  const pattern = /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<name>[a-z]\w*)|(?<sign>[-+*/^(),%]))/gy;
  while (pattern.lastIndex < text.trimEnd().length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new ParseError(`unexpected '${text.slice(at).trim()[0]}'`, at);
    const [kind, value] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    yield { kind, value, at: match.index };
  }
  yield { kind: 'end', value: '', at: text.length };
}
const POWER = { '+': 1, '-': 1, '*': 2, '/': 2, '%': 2, '^': 3 };
const APPLY = { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b, '%': (a, b) => a % b, '^': Math.pow };
function parse(text) {
  const all = [...tokens(text)];
  let at = 0;
  const next = () => all[at++], peek = () => all[at];
  const expect = (value) => { const token = next(); if (token.value !== value) throw new ParseError(`expected '${value}' but found '${token.value || 'the end'}'`, token.at); };
  function atom() {
    const token = next();
    if (token.kind === 'number') return Number(token.value);
    if (token.value === '-') return -expression(2);
    if (token.value === '(') { const value = expression(0); expect(')'); return value; }
    if (token.kind === 'name') {
      if (peek().value !== '(') { if (!(token.value.toUpperCase() in Math)) throw new ParseError(`unknown name '${token.value}'`, token.at); return Math[token.value.toUpperCase()]; }
      next();
      const args = [];
      while (peek().value !== ')') { args.push(expression(0)); if (peek().value === ',') next(); }
      expect(')');
      return Math[token.value](...args);
    }
    throw new ParseError(`unexpected ${token.kind === 'end' ? 'end' : `'${token.value}'`}`, token.at);
  }
  function expression(least) {
    let left = atom();
    while (POWER[peek().value] > least) { const { value } = next(); left = APPLY[value](left, expression(POWER[value] - (value === '^' ? 1 : 0))); }
    return left;
  }
  const value = expression(0);
  if (peek().kind !== 'end') throw new ParseError(`unexpected '${peek().value}'`, peek().at);
  return value;
}
for (const text of ['1 + 2 * 3', '(1 + 2) * 3', '2 ^ 3 ^ 2', '-2 ^ 2', 'max(1, 2, 3) % 2', 'sqrt(16) / pi', '10 - 4 - 3', '1 +', '(1', '2 $ 3', 'tau', '1 2', '']) {
  try { console.log(text.padEnd(20), parse(text)); } catch (error) { console.log(text.padEnd(20), `${error}`, error instanceof SyntaxError); }
}
try { parse('nothing(1)'); } catch (error) { console.log(error.name, error.message); }
