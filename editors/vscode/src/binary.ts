// Where the program `saveloop` is: named by a setting, carried by the package, or installed. What to do when it is nowhere.
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";

export type Found = { readonly path: string; readonly from: "setting" | "package" | "system" };
/** A sentence for a person, and whether the setting is what is wrong. */
export type Missing = { readonly why: string; readonly setting: boolean };

export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly home: string;
  /** The variable PATH. */
  readonly path: string;
  isProgram(path: string): boolean;
}

export const machine: Machine = {
  platform: process.platform,
  arch: process.arch,
  home: homedir(),
  path: process.env["PATH"] ?? "",
  isProgram(path) {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  },
};

/** What `saveloop.path` says, what the package at `extension` carries, what is installed: the first that is there. */
export function find(setting: string, extension: string, on: Machine): Found | Missing {
  const name = on.platform === "win32" ? "saveloop.exe" : "saveloop";
  if (setting.trim() !== "") {
    const path = setting.trim().replace(/^~(?=[/\\])/, on.home);
    if (!isAbsolute(path)) {
      return { setting: true, why: `The setting saveloop.path is "${setting}", which is not an absolute path.` };
    }
    if (!on.isProgram(path)) {
      return { setting: true, why: `The setting saveloop.path is "${setting}", but no program is there.` };
    }
    return { path, from: "setting" };
  }
  const carried = join(extension, "bin", `${on.platform}-${on.arch}`, name);
  if (on.isProgram(carried)) {
    return { path: carried, from: "package" };
  }
  // Editors that were not started from a terminal often do not have Cargo's directory in their PATH.
  const folders = [...on.path.split(delimiter).filter(isAbsolute), join(on.home, ".cargo", "bin")];
  const installed = folders.map((folder) => join(folder, name)).find((path) => on.isProgram(path));
  if (installed !== undefined) {
    return { path: installed, from: "system" };
  }
  return {
    setting: false,
    why:
      `The program ${name} was not found: this package carries none for ${on.platform}-${on.arch}, and none is on the PATH. ` +
      "Build it in a checkout of saveloop with `cargo install --path server`, or name it in the setting saveloop.path.",
  };
}
