// The operating system's errors by their numbers (Linux), in Node's words.
import { accessDenied, systemError } from "internal:errors";
import { ERRORS } from "internal:system_errors";

const NAMES: Record<number, [string, string]> = { __proto__: null } as any;
for (const [code, number, message] of ERRORS) NAMES[number] = [code, message];

/** A number, or what a native answered, which can also be that a permission is missing. */
type Failed = number | { errno: number; permission?: string; message?: string };
const numberOf = (failed: Failed): number => (typeof failed === "number" ? failed : failed.errno);
/** Node's error, when it is one. */
const deniedOf = (failed: Failed): Error | null =>
  typeof failed === "object" && failed.permission !== undefined
    ? accessDenied(failed.permission, failed.message ?? "")
    : null;

export function ioError(failed: Failed, syscall: string, path?: string, dest?: string): Error {
  const denied = deniedOf(failed);
  if (denied !== null) return denied;
  const number = numberOf(failed);
  const [code, message] = NAMES[number] ?? [
    `Unknown system error -${number}`,
    `Unknown system error -${number}`,
  ];
  return systemError(code, -number, message, syscall, path, dest);
}

/** The same error where Node says the call first, and then only the code. */
export function callError(failed: Failed, syscall: string): Error {
  const denied = deniedOf(failed);
  if (denied !== null) return denied;
  const number = numberOf(failed);
  const known: any = ioError(number, syscall);
  const error: any = new Error(`${syscall} ${known.code}`);
  return Object.assign(error, { errno: known.errno, code: known.code, syscall });
}

/** What a native answered, or the error it names. */
export function checked(answer: any, syscall: string, path?: string, dest?: string): any {
  if (
    typeof answer === "object" &&
    answer !== null &&
    !Array.isArray(answer) &&
    typeof answer.errno === "number"
  ) {
    throw ioError(answer, syscall, path, dest);
  }
  return answer;
}

/** `connect ECONNREFUSED 127.0.0.1:80`: what is known without the words. */
export function hostError(failed: Failed, syscall: string, address?: string, port?: number): Error {
  const denied = deniedOf(failed);
  if (denied !== null) return denied;
  const number = numberOf(failed);
  const code = codeOf(number);
  const error: any = new Error(`${syscall} ${code}${details(address, port)}`);
  error.errno = -number;
  error.code = code;
  error.syscall = syscall;
  if (address !== undefined) error.address = address;
  if (port) error.port = port;
  return error;
}

/** `listen EADDRINUSE: address already in use 127.0.0.1:80`. */
export function listenError(failed: Failed, syscall: string, address?: string, port?: number): Error {
  const denied = deniedOf(failed);
  if (denied !== null) return denied;
  const number = numberOf(failed);
  const [code, message] = NAMES[number] ?? [codeOf(number), codeOf(number)];
  const error: any = new Error(`${syscall} ${code}: ${message}${details(address, port)}`);
  error.code = code;
  error.errno = -number;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  return error;
}

const codeOf = (number: number): string => NAMES[number]?.[0] ?? `Unknown system error -${number}`;

function details(address?: string, port?: number): string {
  if (port && port > 0) return ` ${address}:${port}`;
  return address ? ` ${address}` : "";
}
