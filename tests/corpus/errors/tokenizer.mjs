function* tokens(text) {
  const pattern = /\s*(?:(\d+)|(.))/gy;
  for (let match; (match = pattern.exec(text));) {
    yield match[1] ? { number: Number(match[1]) } : { operator: match[2] };
  }
}
function expect(stream, operator) {
  const { value } = stream.next();
  if (value.operator !== operator) {
    throw new SyntaxError(`expected ${operator}`);
  }
}
const stream = tokens("1 + 2");
stream.next();
expect(stream, "+");
expect(stream, "*");
