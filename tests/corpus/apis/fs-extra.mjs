import fs from "node:fs";
import { promisify } from "node:util";
console.log(
  Object.keys(fs.constants).length > 40,
  fs.existsSync("/"),
  fs.existsSync(""),
  fs.existsSync(),
  fs.R_OK,
  fs.W_OK,
  fs.X_OK,
);
console.log(
  fs.readFileSync.name,
  fs.readFile.name,
  fs.promises.readFile.name,
  fs.Stats.name,
  fs.Dirent.name,
  fs.statSync.name,
);
console.log(
  await promisify(fs.stat)("/").then((s) => s.isDirectory()),
  (await promisify(fs.readdir)("/")).length > 3,
);
console.log(
  fs.statSync("/").isDirectory(),
  fs.realpathSync("/tmp/.."),
  fs.lstatSync("/").isDirectory(),
  fs.readdirSync("/", { withFileTypes: true }).some((e) => e.isDirectory()),
);
