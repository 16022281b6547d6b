// `fs.cp`: trees, with filters, links, modes and times.
import { coded, received, systemErrorOf } from "internal:errors";
import { checked } from "internal:errno";
import { type Steps, steps } from "internal:fs";
import { pathOf, smallMode } from "internal:fs_arguments";
import { posix } from "internal:path";
import { validateBoolean, validateFunction, validateObject } from "internal:validate";

const EXISTS = 17,
  NO_FOLDER = 20,
  FOLDER = 21,
  INVALID = 22;
const NAMES: Record<number, string> = {
  __proto__: null,
  [EXISTS]: "EEXIST",
  [NO_FOLDER]: "ENOTDIR",
  [FOLDER]: "EISDIR",
  [INVALID]: "EINVAL",
} as any;
const PREFIXES: Record<string, string> = {
  __proto__: null,
  ERR_FS_CP_DIR_TO_NON_DIR: "Cannot overwrite non-directory with directory",
  ERR_FS_CP_NON_DIR_TO_DIR: "Cannot overwrite directory with non-directory",
  ERR_FS_CP_EEXIST: "Target already exists",
  ERR_FS_CP_EINVAL: "Invalid src or dest",
  ERR_FS_CP_FIFO_PIPE: "Cannot copy a FIFO pipe",
  ERR_FS_CP_SOCKET: "Cannot copy a socket file",
  ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY: "Cannot overwrite symlink in subdirectory of self",
  ERR_FS_CP_UNKNOWN: "Cannot copy an unknown file type",
  ERR_FS_EISDIR: "Path is a directory",
} as any;

const failure = (code: string, message: string, path: string, errno: number): Error =>
  systemErrorOf(code, PREFIXES[code], { message, path, syscall: "cp", errno, code: NAMES[errno] });

interface Copying {
  dereference: boolean;
  errorOnExist: boolean;
  filter: any;
  force: boolean;
  mode: number;
  preserveTimestamps: boolean;
  recursive: boolean;
  verbatimSymlinks: boolean;
  isSync: boolean;
}

const SWITCHES = [
  "dereference",
  "errorOnExist",
  "force",
  "preserveTimestamps",
  "recursive",
  "verbatimSymlinks",
];

function optionsFrom(options: any, isSync: boolean): Copying {
  const all: any = {
    dereference: false,
    errorOnExist: false,
    filter: undefined,
    force: true,
    preserveTimestamps: false,
    recursive: false,
    verbatimSymlinks: false,
  };
  if (options !== undefined) {
    validateObject(options, "options");
    Object.assign(all, options);
    for (const name of SWITCHES) validateBoolean(all[name], `options.${name}`);
    if (all.dereference && all.verbatimSymlinks)
      throw coded(
        TypeError,
        "ERR_INCOMPATIBLE_OPTION_PAIR",
        'Option "dereference" cannot be used in combination with option "verbatimSymlinks"',
      );
    if (all.filter !== undefined) validateFunction(all.filter, "options.filter");
  }
  all.mode = smallMode(all.mode);
  all.isSync = isSync;
  return all;
}

const kindOf = (fields: any): number => fields[1] & 0o170000;
const isFolder = (fields: any): boolean => fields !== null && kindOf(fields) === 0o040000;
const isSame = (a: any, b: any): boolean => a[7] !== 0 && a[7] === b[7] && a[0] === b[0];
const partsOf = (path: string): string[] => posix.resolve(path).split("/").filter((it: string) => it !== "");

/** It is the other, or stands below it. */
function isWithin(inner: string, outer: string): boolean {
  const parts = partsOf(inner);
  return partsOf(outer).every((part: string, index: number) => parts[index] === part);
}

const belowItself = (from: string, to: string, path: string) =>
  failure("ERR_FS_CP_EINVAL", `cannot copy ${from} to a subdirectory of self ${to}`, path, INVALID);

function* statOf(path: string, options: Copying): Steps<any> {
  const call = options.dereference ? "stat" : "lstat";
  return checked(yield [call, path], call, path);
}

function* isWanted(from: string, to: string, options: Copying): Steps<boolean> {
  if (!options.filter) return true;
  const { filter } = options;
  const answer = filter(from, to);
  if (typeof answer !== "object" || answer === null || typeof answer.then !== "function") return !!answer;
  if (options.isSync)
    throw coded(
      TypeError,
      "ERR_INVALID_RETURN_VALUE",
      `Expected boolean to be returned from the "filter" function but got${received(answer).replace(" Received", "")}.`,
    );
  const { error, value } = yield ["wait", answer];
  if (error !== undefined) throw error.reason;
  return !!value;
}

/** What stands at the target, when it may be copied there; `undefined`: the filter leaves it out. */
function* target(from: string, to: string, options: Copying): Steps<{ source: any; there: any } | undefined> {
  if (!(yield* isWanted(from, to, options))) return undefined;
  const source = yield* statOf(from, options);
  const call = options.dereference ? "stat" : "lstat";
  let there = yield [call, to];
  if (!Array.isArray(there)) {
    if (there.errno !== 2) checked(there, call, to);
    there = null;
  }
  if (there !== null) {
    if (isSame(source, there))
      throw failure("ERR_FS_CP_EINVAL", "src and dest cannot be the same", to, INVALID);
    if (isFolder(source) && !isFolder(there))
      throw failure(
        "ERR_FS_CP_DIR_TO_NON_DIR",
        `cannot overwrite non-directory ${to} with directory ${from}`,
        to,
        FOLDER,
      );
    if (!isFolder(source) && isFolder(there))
      throw failure(
        "ERR_FS_CP_NON_DIR_TO_DIR",
        `cannot overwrite directory ${to} with non-directory ${from}`,
        to,
        NO_FOLDER,
      );
  }
  if (isFolder(source) && isWithin(to, from)) throw belowItself(from, to, to);
  return { source, there };
}

/** A folder must not be copied into itself through a link either. */
function* checkParents(from: string, source: any, to: string): Steps<void> {
  const own = posix.resolve(posix.dirname(from));
  for (let at = posix.resolve(posix.dirname(to)); at !== own && at !== "/"; at = posix.dirname(at)) {
    const fields = yield ["stat", at];
    if (!Array.isArray(fields)) {
      if (fields.errno === 2) return;
      checked(fields, "stat", at);
    }
    if (isSame(source, fields)) throw belowItself(from, to, to);
  }
}

export function* copying(src: any, dest: any, options: any, isSync: boolean): Steps<void> {
  const all = optionsFrom(options, isSync);
  const from = pathOf(src, "src"),
    to = pathOf(dest, "dest");
  const found = yield* target(from, to, all);
  if (found === undefined) return;
  yield* checkParents(from, found.source, to);
  const parent = posix.dirname(to);
  if (!(yield* steps.exists(parent))) yield* steps.mkdir(parent, { recursive: true });
  yield* copyOne(from, to, found.source, found.there, all);
}

function* copyOne(from: string, to: string, source: any, there: any, options: Copying): Steps<void> {
  switch (kindOf(source)) {
    case 0o040000:
      if (!options.recursive) {
        const errno = options.isSync ? INVALID : FOLDER;
        const message = `${from} is a directory (not copied)`;
        throw systemErrorOf("ERR_FS_EISDIR", PREFIXES.ERR_FS_EISDIR, {
          message,
          path: from,
          syscall: "cp",
          errno,
          code: "EISDIR",
        });
      }
      return yield* copyFolder(from, to, source, there, options);
    case 0o100000:
    case 0o020000:
    case 0o060000:
      return yield* copyFile(from, to, source, there, options);
    case 0o120000:
      return yield* copyLink(from, to, there, options);
    case 0o140000:
      throw failure("ERR_FS_CP_SOCKET", `cannot copy a socket file: ${to}`, to, INVALID);
    case 0o010000:
      throw failure("ERR_FS_CP_FIFO_PIPE", `cannot copy a FIFO pipe: ${to}`, to, INVALID);
    default:
      throw failure("ERR_FS_CP_UNKNOWN", `cannot copy an unknown file type: ${to}`, to, INVALID);
  }
}

function* copyFolder(from: string, to: string, source: any, there: any, options: Copying): Steps<void> {
  if (there === null) checked(yield ["mkdir", to, 0o777], "mkdir", to);
  for (const [entry] of checked(yield ["readdir", from], "opendir", from)) {
    const a = posix.join(from, entry),
      b = posix.join(to, entry);
    const found = yield* target(a, b, options);
    if (found !== undefined) yield* copyOne(a, b, found.source, found.there, options);
  }
  if (there === null) yield* steps.chmod(to, source[1] & 0o7777);
}

function* copyFile(from: string, to: string, source: any, there: any, options: Copying): Steps<void> {
  if (there !== null) {
    if (!options.force) {
      if (options.errorOnExist)
        throw failure("ERR_FS_CP_EEXIST", `${to} already exists`, to, EXISTS);
      return;
    }
    yield* steps.unlink(to);
  }
  yield* steps.copyFile(from, to, options.mode);
  if (options.preserveTimestamps) {
    // Read again: copying has changed when it was read.
    const fields = checked(yield ["stat", from], "stat", from);
    yield* steps.utimes(to, fields[10] / 1000, fields[11] / 1000);
  }
  yield* steps.chmod(to, source[1] & 0o7777);
}

function* copyLink(from: string, to: string, there: any, options: Copying): Steps<void> {
  let source: string = yield* steps.readlink(from);
  if (!options.verbatimSymlinks) source = posix.resolve(posix.dirname(from), source);
  if (there === null) return yield* steps.symlink(source, to);
  let target = yield ["readlink", to];
  if (typeof target !== "string") {
    // No link stands there.
    if (target.errno !== INVALID) checked(target, "readlink", to);
    return yield* steps.symlink(source, to);
  }
  target = posix.resolve(posix.dirname(to), target);
  if (isWithin(target, source)) throw belowItself(source, target, to);
  const fields = checked(yield ["stat", from], "stat", from);
  if (isFolder(fields) && isWithin(source, target))
    throw failure("ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY", `cannot overwrite ${target} with ${source}`, to, INVALID);
  yield* steps.unlink(to);
  yield* steps.symlink(source, to);
}
