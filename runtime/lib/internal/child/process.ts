// A process that was started.
import { callError } from "internal:errno";
import { accessDenied, invalidArgValue } from "internal:errors";
import { Both, Input, Output } from "internal:child/pipes";
import { asked, signalName, signalOf, stdioOf } from "internal:child/options";
import { operation } from "internal:io";
import { EventEmitter } from "node:events";

const natives = host.native("processes");
const LEADS: Record<string, number> = { __proto__: null, ignore: -1, pipe: -2 } as any;

export class ChildProcess extends (EventEmitter as any) {
  #work: any = null;
  #pid = 0;
  #isOver = false;
  #outputs: Output[] = [];
  // How many ends there are to wait for, and how many came.
  #awaited = 1;
  #came = 0;
  constructor() {
    super();
    Object.assign(this, { connected: false, signalCode: null, exitCode: null, killed: false, spawnfile: null });
  }

  spawn(options: any): void {
    const self = this as any;
    const stdio = stdioOf(options.stdio);
    const { serialization } = options;
    if (![undefined, "json", "advanced"].includes(serialization))
      throw invalidArgValue("options.serialization", serialization, "must be one of: undefined, 'json', 'advanced'");
    let channel: any = null;
    self.spawnfile = options.file;
    self.spawnargs = options.args;
    const streams: any[] = [],
      leads: number[] = [],
      pipes: number[] = [],
      printed: any[] = [];
    stdio.forEach((lead, index) => {
      let stream: any = null;
      // What we print is the editor's or the terminal's: a process never writes there itself.
      const isPrinted = lead === "inherit" && index > 0;
      if (lead === "ipc") {
        const { Channel } = host.load("internal:child/channel");
        channel = new Channel(self, serialization ?? "json", () => this.#close());
        pipes.push(channel.resource.id);
        options.env.push(["NODE_CHANNEL_FD", `${index}`], ["NODE_CHANNEL_SERIALIZATION_MODE", serialization ?? "json"]);
        this.#awaited++;
      } else if (lead === "pipe" || isPrinted) {
        stream = index === 0 ? new Input() : index > 2 ? new Both() : new Output();
        pipes.push(stream.number);
        if (isPrinted) printed.push([stream, index]);
      }
      leads.push(typeof lead === "number" ? lead : stream !== null || lead === "ipc" ? -2 : (LEADS[lead] ?? -1));
      streams.push(stream);
    });
    let started: any;
    this.#work = operation(
      () => `process ${this.#pid} (${options.file})`,
      (id) => (started = natives.spawn(id, asked(options, leads), pipes)),
      (fault, value) => {
        if (fault === null) this.#ends(value[0], value[1]);
      },
      "process",
    );
    const shown = streams.map((it, index) => (printed.some((print) => print[1] === index) ? null : it));
    for (const stream of streams) {
      if (!(stream instanceof Output || stream instanceof Both)) continue;
      if (stream instanceof Output) this.#outputs.push(stream);
      this.#awaited++;
      (stream as any).on("close", () => this.#close());
    }
    if (shown[0] !== null) {
      this.#awaited++;
      shown[0].on("close", () => this.#close());
    }
    for (const [stream, index] of printed)
      stream.on("data", (bytes: any) => host.console.write(index === 2 ? "error" : "log", bytes.toString()));
    self.stdin = shown[0];
    self.stdout = shown[1];
    self.stderr = shown[2];
    self.stdio = shown;
    if (typeof started === "number") {
      this.#pid = self.pid = started;
      for (const stream of streams) if (stream instanceof Output || stream instanceof Both) (stream as any).read(0);
      channel?.starts();
      host.nextTick(() => self.emit("spawn"));
      return;
    }
    // A retired instance starts nothing.
    if (started === undefined) return;
    this.#work.cancel();
    channel?.fails();
    for (const stream of streams) if (stream !== null) host.nextTick(() => stream.destroy());
    if (started.permission !== undefined) throw accessDenied(started.permission, started.message);
    host.nextTick(() => this.#failed(started.errno));
  }

  #failed(errno: number): void {
    const self = this as any;
    self.exitCode = -errno;
    self.stdin?.destroy();
    const error: any = callError(errno, `spawn ${self.spawnfile}`);
    error.path = self.spawnfile;
    error.spawnargs = self.spawnargs.slice(1);
    this.#isOver = true;
    self.emit("error", error);
    this.#close();
  }

  /** What the process said is heard before that it has ended, as far as it is read at all. */
  #ends(code: number | undefined, signal: number | undefined): void {
    const open = this.#outputs.filter((it) => it.heard >= 0);
    const before = open.map((it) => it.heard);
    if (open.length === 0) return this.#ended(code, signal);
    operation(
      "process",
      (id) => natives.fence(id),
      () => {
        if (open.some((it, index) => it.heard !== before[index])) this.#ends(code, signal);
        else this.#ended(code, signal);
      },
    );
  }

  #ended(code: number | undefined, signal: number | undefined): void {
    const self = this as any;
    this.#isOver = true;
    if (signal !== undefined) self.signalCode = signalName(signal);
    else self.exitCode = code;
    self.stdin?.destroy();
    self.emit("exit", self.exitCode, self.signalCode);
    // What nobody reads is read to its end all the same.
    host.nextTick(() => {
      for (const stream of self.stdio.slice(1))
        if (stream?.readable && stream.readableFlowing === null && !stream.listenerCount("readable"))
          stream.resume();
    });
    this.#close();
  }

  #close(): void {
    const self = this as any;
    if (++this.#came === this.#awaited) self.emit("close", self.exitCode, self.signalCode);
  }

  kill(signal: any = "SIGTERM"): boolean {
    const number = signal === 0 ? 0 : signalOf(signal);
    if (this.#isOver || this.#pid === 0) return false;
    const errno = natives.kill(this.#pid, number);
    if (errno === 0) {
      (this as any).killed = true;
      return true;
    }
    if (errno === 3) return false;
    if (errno === 22 || errno === 38) throw callError(errno, "kill");
    (this as any).emit("error", callError(errno, "kill"));
    return false;
  }
  [Symbol.dispose]() {
    if (!(this as any).killed) this.kill();
  }
  ref() {
    this.#work?.ref();
  }
  unref() {
    this.#work?.unref();
  }
}
