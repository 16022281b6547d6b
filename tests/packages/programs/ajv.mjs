import Ajv from "ajv";
const validate = new Ajv({ allErrors: true }).compile({ type: "object", properties: { a: { type: "integer", minimum: 1 }, b: { type: "string", pattern: "^x" } }, required: ["a"], additionalProperties: false });
console.log(validate({ a: 1, b: "xy" }), validate({ a: 0, b: "y", c: 1 }), validate.errors.map((it) => `${it.instancePath} ${it.message}`));
