import YAML from "yaml";
import * as jsYaml from "js-yaml";
const text = "a: 1\nlist:\n  - x\n  - {y: [1, 2]}\ntext: |\n  two\n  lines\nanchor: &n {z: true}\nsame: *n\n";
console.log(YAML.parse(text), jsYaml.load(text).same, YAML.stringify({ a: [1, { b: null }], s: "x: y" }), jsYaml.dump({ a: [1, 2] }));
try { jsYaml.load("a: [1"); } catch (error) { console.log(error.name, error.reason); }
