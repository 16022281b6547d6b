const kind = Symbol.for("kind");
const describe = (value) => `<${value}>`;
describe("text");
describe(kind);
