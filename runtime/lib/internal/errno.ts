// The operating system's errors by their numbers (Linux), in Node's words.
import { systemError } from "internal:errors";
import { ERRORS } from "internal:system_errors";

const NAMES: Record<number, [string, string]> = { __proto__: null } as any;
for (const [code, number, message] of ERRORS) NAMES[number] = [code, message];

export function ioError(number: number, syscall: string, path?: string, dest?: string): Error {
  const [code, message] = NAMES[number] ?? [
    `Unknown system error -${number}`,
    `Unknown system error -${number}`,
  ];
  return systemError(code, -number, message, syscall, path, dest);
}

/** The same error where Node says the call first, and then only the code. */
export function callError(number: number, syscall: string): Error {
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
    throw ioError(answer.errno, syscall, path, dest);
  }
  return answer;
}

/** `connect ECONNREFUSED 127.0.0.1:80`: what is known without the words. */
export function hostError(number: number, syscall: string, address?: string, port?: number): Error {
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
export function listenError(number: number, syscall: string, address?: string, port?: number): Error {
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
