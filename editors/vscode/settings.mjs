// Writes the settings of package.json from the server's schema, so that the two cannot differ.
//
//   node settings.mjs            writes
//   node settings.mjs --check    fails if that would change something
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const manifest = join(here, "package.json");
const schema = JSON.parse(readFileSync(join(here, "../settings.schema.json"), "utf8"));

/** The client's own: a repository must not name the program that is started. */
const path = {
  description: "The program `saveloop`, as an absolute path. Empty: the one in this package, else the one on the PATH.",
  type: "string",
  default: "",
  scope: "machine",
};

/** What the cache holds is run as it is, and discovery opens a door: a repository must set neither. */
const own = new Set(["cache", "inspector.discovery"]);

/** What the pages say further: `details` and its like stand there alone. */
const pages = "https://github.com/saveloop/saveloop/blob/main/docs/settings";
const settings = Object.entries(schema.properties).map(([name, setting]) => {
  const { description, details, counts, setBy, example, ...rest } = setting;
  return [name, { description: `${description} [More](${pages}/${name}.md)`, ...rest }];
});
const configuration = Object.fromEntries(
  [["path", path], ...settings].map(([name, { description, ...rest }], order) => [
    `saveloop.${name}`,
    { order, scope: own.has(name) ? "machine" : "window", markdownDescription: description, ...rest },
  ]),
);

const before = JSON.parse(readFileSync(manifest, "utf8"));
const is = JSON.stringify(before.contributes.configuration.properties);
if (process.argv.includes("--check")) {
  if (is !== JSON.stringify(configuration)) {
    console.error("the settings in editors/vscode/package.json are not those of settings.schema.json: node editors/vscode/settings.mjs");
    process.exit(1);
  }
} else if (is !== JSON.stringify(configuration)) {
  before.contributes.configuration.properties = configuration;
  writeFileSync(manifest, `${JSON.stringify(before, null, 2)}\n`);
}
