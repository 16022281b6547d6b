import { v4, v5, validate, version, NIL, parse, stringify } from "uuid";
const id = v4();
console.log(id.length, validate(id), version(id), v5("hello", v5.URL), NIL, stringify(parse(NIL)) === NIL, validate("x"));
