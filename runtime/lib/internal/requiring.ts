// What `require` seldom needs: directories to start from, and endings of files that a program adds.
import { invalidArgValue } from "internal:errors";
import { statSync } from "node:fs";
import path from "node:path";

/** From which files the lookup begins that `paths` of `require.resolve` means. */
export function startsOf(specifier: string, paths: any): string[] {
  if (!Array.isArray(paths)) throw invalidArgValue("options.paths", paths);
  const isBare = !specifier.startsWith(".") && !path.isAbsolute(specifier);
  return paths.map((given) => {
    const directory = path.resolve(`${given}`);
    const isPackages = isBare && path.basename(directory) === "node_modules";
    return path.join(isPackages ? path.dirname(directory) : directory, "noop.js");
  });
}

/** A file that is there when one of the endings is put behind its name. */
export function withExtension(specifier: string, from: string, extensions: object): string | undefined {
  if (!specifier.startsWith(".") && !path.isAbsolute(specifier)) return undefined;
  const wanted = path.resolve(from, specifier);
  return ["", ...Object.keys(extensions)]
    .map((ending) => wanted + ending)
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}
