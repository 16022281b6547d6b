// Node's `tty`: a program of saveloop has no terminal.

export function isatty(_fd: number): boolean { return false; }
