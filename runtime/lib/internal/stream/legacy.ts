// `Stream`: what was there before there were readable and writable streams; their common ancestor.
import { EventEmitter } from "node:events";

export function Stream(this: any, options?: any): void {
  Reflect.apply(EventEmitter as any, this, [options]);
}
Object.setPrototypeOf(Stream.prototype, (EventEmitter as any).prototype);
Object.setPrototypeOf(Stream, EventEmitter);

Stream.prototype.pipe = function pipe(this: any, destination: any, options?: any): any {
  const source = this;
  let isEnded = false;
  const onData = (chunk: any) => {
    if (destination.writable && destination.write(chunk) === false && source.pause) source.pause();
  };
  const onDrain = () => {
    if (source.readable && source.resume) source.resume();
  };
  const onEnd = () => {
    if (isEnded) return;
    isEnded = true;
    destination.end();
  };
  const onClose = () => {
    if (isEnded) return;
    isEnded = true;
    if (typeof destination.destroy === "function") destination.destroy();
  };
  const onError = function (this: any, error: any) {
    stop();
    if ((EventEmitter as any).listenerCount(this, "error") === 0) this.emit("error", error);
  };
  const listening: [any, string, any][] = [
    [source, "data", onData],
    [destination, "drain", onDrain],
    [source, "end", stop],
    [source, "close", stop],
    [destination, "close", stop],
  ];
  if (!destination._isStdio && options?.end !== false)
    listening.push([source, "end", onEnd], [source, "close", onClose]);
  function stop() {
    for (const [emitter, name, listener] of listening) emitter.removeListener(name, listener);
    source.removeListener("error", onError);
    destination.removeListener("error", onError);
  }
  for (const [emitter, name, listener] of listening) emitter.on(name, listener);
  prependListener(source, "error", onError);
  prependListener(destination, "error", onError);
  destination.emit("pipe", source);
  return destination;
};

/** Node keeps a place for these, and so names them first. */
const FIRST = ["close", "error", "prefinish", "finish", "drain", "data", "end", "readable"];
Stream.prototype.eventNames = function eventNames(this: any): any[] {
  const all: any[] = Reflect.apply((EventEmitter as any).prototype.eventNames, this, []);
  return [...FIRST.filter((name) => all.includes(name)), ...all.filter((name) => !FIRST.includes(name))];
};

/** Before the program's own listeners, also on an emitter that is not Node's. */
export function prependListener(emitter: any, name: string, listener: any): void {
  if (typeof emitter.prependListener === "function") emitter.prependListener(name, listener);
  else emitter.on(name, listener);
}
