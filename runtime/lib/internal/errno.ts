// The operating system's errors by their numbers (Linux), in Node's words.
import { systemError } from "internal:errors";

const NAMES: Record<number, [string, string]> = {
  __proto__: null,
  1: ["EPERM", "operation not permitted"],
  2: ["ENOENT", "no such file or directory"],
  4: ["EINTR", "interrupted system call"],
  5: ["EIO", "i/o error"],
  9: ["EBADF", "bad file descriptor"],
  11: ["EAGAIN", "resource temporarily unavailable"],
  12: ["ENOMEM", "not enough memory"],
  13: ["EACCES", "permission denied"],
  16: ["EBUSY", "resource busy or locked"],
  17: ["EEXIST", "file already exists"],
  18: ["EXDEV", "cross-device link not permitted"],
  20: ["ENOTDIR", "not a directory"],
  21: ["EISDIR", "illegal operation on a directory"],
  22: ["EINVAL", "invalid argument"],
  24: ["EMFILE", "too many open files"],
  26: ["ETXTBSY", "text file is busy"],
  27: ["EFBIG", "file too large"],
  28: ["ENOSPC", "no space left on device"],
  30: ["EROFS", "read-only file system"],
  32: ["EPIPE", "broken pipe"],
  36: ["ENAMETOOLONG", "name too long"],
  39: ["ENOTEMPTY", "directory not empty"],
  40: ["ELOOP", "too many symbolic links encountered"],
  71: ["EPROTO", "protocol error"],
  95: ["ENOTSUP", "operation not supported on socket"],
  97: ["EAFNOSUPPORT", "address family not supported"],
  98: ["EADDRINUSE", "address already in use"],
  99: ["EADDRNOTAVAIL", "address not available"],
  100: ["ENETDOWN", "network is down"],
  101: ["ENETUNREACH", "network is unreachable"],
  103: ["ECONNABORTED", "software caused connection abort"],
  104: ["ECONNRESET", "connection reset by peer"],
  105: ["ENOBUFS", "no buffer space available"],
  106: ["EISCONN", "socket is already connected"],
  107: ["ENOTCONN", "socket is not connected"],
  110: ["ETIMEDOUT", "connection timed out"],
  111: ["ECONNREFUSED", "connection refused"],
  113: ["EHOSTUNREACH", "host is unreachable"],
} as any;

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
