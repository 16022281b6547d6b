// The operating system's errors by their numbers (Linux), in Node's words.
import { systemError } from "internal:errors";

const NAMES: Record<number, [string, string]> = {
  __proto__: null,
  1: ["EPERM", "operation not permitted"], 2: ["ENOENT", "no such file or directory"], 4: ["EINTR", "interrupted system call"],
  5: ["EIO", "i/o error"], 9: ["EBADF", "bad file descriptor"], 11: ["EAGAIN", "resource temporarily unavailable"],
  12: ["ENOMEM", "not enough memory"], 13: ["EACCES", "permission denied"], 16: ["EBUSY", "resource busy or locked"],
  17: ["EEXIST", "file already exists"], 18: ["EXDEV", "cross-device link not permitted"], 20: ["ENOTDIR", "not a directory"],
  21: ["EISDIR", "illegal operation on a directory"], 22: ["EINVAL", "invalid argument"], 24: ["EMFILE", "too many open files"],
  26: ["ETXTBSY", "text file is busy"], 27: ["EFBIG", "file too large"], 28: ["ENOSPC", "no space left on device"],
  30: ["EROFS", "read-only file system"], 32: ["EPIPE", "broken pipe"], 36: ["ENAMETOOLONG", "name too long"],
  39: ["ENOTEMPTY", "directory not empty"], 40: ["ELOOP", "too many symbolic links encountered"], 95: ["ENOTSUP", "operation not supported on socket"],
} as any;

export function ioError(number: number, syscall: string, path?: string, dest?: string): Error {
  const [code, message] = NAMES[number] ?? [`Unknown system error -${number}`, `Unknown system error -${number}`];
  return systemError(code, -number, message, syscall, path, dest);
}

/** What a native answered, or the error it names. */
export function checked(answer: any, syscall: string, path?: string, dest?: string): any {
  if (typeof answer === "object" && answer !== null && !Array.isArray(answer) && typeof answer.errno === "number") {
    throw ioError(answer.errno, syscall, path, dest);
  }
  return answer;
}
