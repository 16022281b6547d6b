// What built-in modules tell on the channels of `node:diagnostics_channel`: nothing, until a program imports that.

let listener: ((name: string, message: () => object) => void) | undefined;

export function listen(to: (name: string, message: () => object) => void): void {
  listener = to;
}

/** `message` is made only where somebody listens. */
export function publish(name: string, message: () => object): void {
  listener?.(name, message);
}
