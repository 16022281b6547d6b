// Messages between a process and the one that started it, in Node's form.
import { coded, invalidArgType } from "internal:errors";
import { Resource } from "internal:io";
import { callError } from "internal:errno";
import { validateObject } from "internal:validate";
import { EventEmitter } from "node:events";
import { Buffer } from "node:buffer";
import { StringDecoder } from "node:string_decoder";

const net = host.native("net");
const emitter: any = EventEmitter.prototype;

/** What is written, and how what comes is read: `next` yields the messages that are whole. */
interface Form {
  encode(message: any): Uint8Array;
  next(bytes: Uint8Array): any[];
}

/** A line of JSON each. */
function lines(): Form {
  const decoder: any = new (StringDecoder as any)("utf8");
  let rest = "";
  return {
    encode: (message) => Buffer.from(`${JSON.stringify(message)}\n`),
    next(bytes) {
      const found = (rest + decoder.write(bytes)).split("\n");
      rest = found.pop()!;
      return found.filter((it) => it !== "").map((it) => JSON.parse(it));
    },
  };
}

/** The size in four bytes, and a value in V8's format, in which objects of the host say whether they are views. */
function values(): Form {
  const { DefaultSerializer, DefaultDeserializer } = host.load("node:v8");
  class Out extends DefaultSerializer {
    _writeHostObject(object: any) {
      const isView = ArrayBuffer.isView(object);
      this.writeUint32(isView ? 0 : 1);
      if (isView) super._writeHostObject(object);
      else this.writeValue({ ...object });
    }
  }
  class In extends DefaultDeserializer {
    _readHostObject(): any {
      return this.readUint32() === 0 ? super._readHostObject() : this.readValue();
    }
  }
  let rest: any = Buffer.alloc(0);
  return {
    encode(message) {
      const out: any = new Out();
      out.writeHeader();
      out.writeValue(message);
      const value = out.releaseBuffer();
      const size = Buffer.alloc(4);
      size.writeUInt32BE(value.length, 0);
      return Buffer.concat([size, value]);
    },
    next(bytes) {
      const found: any[] = [];
      rest = rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([rest, bytes]);
      while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
        const end = 4 + rest.readUInt32BE(0);
        const value: any = new In(rest.subarray(4, end));
        value.readHeader();
        found.push(value.readValue());
        rest = rest.subarray(end);
      }
      return found;
    },
  };
}

/** What a program has of the channel: whether it keeps the program alive. */
export class Control extends (EventEmitter as any) {
  #resource: Resource;
  #count = 0;
  #isChosen = false;
  constructor(resource: Resource) {
    super();
    this.#resource = resource;
  }
  refCounted() {
    if (++this.#count === 1 && !this.#isChosen) this.#resource.ref();
  }
  unrefCounted() {
    if (--this.#count > 0 || this.#isChosen) return;
    this.#resource.unref();
    (this as any).emit("unref");
  }
  ref() {
    this.#isChosen = true;
    this.#resource.ref();
  }
  unref() {
    this.#isChosen = true;
    this.#resource.unref();
  }
}

const isInternal = (message: any): boolean =>
  typeof message === "object" && message !== null && typeof message.cmd === "string" && /^NODE_./.test(message.cmd);

const MOST_WAITING = 128 << 10;

/** One end of a channel. `owner` is the process object that has the methods and hears of messages. */
export class Channel {
  readonly resource: Resource;
  readonly control: any;
  #form: Form;
  #owner: any;
  #closed: () => void;
  // Messages for which there is no listener yet.
  #unheard: [any, any][] = [];
  // What is on its way out, and whom to tell of it.
  #out: Uint8Array[] = [];
  #waiting = 0;
  #sent: (() => void)[] = [];
  #isOver = false;
  #hasEnded = false;

  constructor(owner: any, form: string, closed: () => void) {
    this.#owner = owner;
    this.#form = form === "advanced" ? values() : lines();
    this.#closed = closed;
    this.resource = new Resource(
      "child",
      "messages of a process",
      (event, value) => this.#told(event, value),
      () => {
        owner.connected = false;
        owner.channel = null;
      },
    );
    this.control = new Control(this.resource);
    this.#methods();
  }

  setForm(form: string): void {
    if (form === "advanced") this.#form = values();
  }

  /** It is open. */
  starts(): void {
    net.read(this.resource.id);
  }

  /** There is no process at the other end. */
  fails(): void {
    this.#ended();
  }

  #methods(): void {
    const owner = this.#owner;
    owner.channel = this.control;
    owner.connected = true;
    Reflect.apply(emitter.on, owner, [
      "newListener",
      () => host.nextTick(() => this.#deliver(), []),
    ]);
    owner.send = (message: any, handle?: any, options?: any, callback?: any) => {
      if (typeof handle === "function") [handle, options, callback] = [undefined, undefined, handle];
      else if (typeof options === "function") [options, callback] = [undefined, options];
      else if (options !== undefined) validateObject(options, "options");
      if (owner.connected) return owner._send(message, handle, options, callback);
      return this.#refused(coded(Error, "ERR_IPC_CHANNEL_CLOSED", "Channel closed"), callback);
    };
    owner._send = (message: any, handle?: any, options?: any, callback?: any) =>
      this.#send(message, handle, options ?? {}, callback);
    owner.disconnect = () => {
      if (owner.connected) owner._disconnect();
      else owner.emit("error", coded(Error, "ERR_IPC_DISCONNECTED", "IPC channel is already disconnected"));
    };
    owner._disconnect = () => {
      owner.connected = false;
      host.nextTick(() => this.#close(), []);
    };
  }

  #refused(error: Error, callback: any): boolean {
    host.nextTick(() => (typeof callback === "function" ? callback(error) : this.#owner.emit("error", error)), []);
    return false;
  }

  #send(message: any, handle: any, options: any, callback: any): boolean {
    if (message === undefined) throw coded(TypeError, "ERR_MISSING_ARGS", 'The "message" argument must be specified');
    if (!["string", "object", "number", "boolean"].includes(typeof message))
      throw invalidArgType("message", ["string", "object", "number", "boolean"], message);
    if (handle) {
      const { Socket, Server } = host.load("node:net");
      if (handle instanceof Socket || handle instanceof Server)
        throw coded(
          Error,
          "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM",
          "Sockets and servers cannot be sent to another process in saveloop",
        );
      throw coded(TypeError, "ERR_INVALID_HANDLE_TYPE", "This handle type cannot be sent");
    }
    if (this.#isOver || !this.resource.isOpen) {
      if (options.swallowErrors) return false;
      return this.#refused(callError(32, "write"), callback);
    }
    const bytes = this.#form.encode(message);
    const told = typeof callback === "function" ? () => callback(null) : () => {};
    // What there is room for is written at once.
    if (this.#waiting === 0 && net.write(this.resource.id, bytes)) {
      if (typeof callback === "function") host.nextTick(told, []);
      return true;
    }
    if (this.#waiting > 0) this.#out.push(bytes);
    this.#waiting += bytes.length;
    this.#sent.push(told);
    this.control.refCounted();
    return this.#waiting < MOST_WAITING;
  }

  #told(event: string, value: any): void {
    if (event === "data") {
      const messages = this.#form.next(value);
      if (this.resource.isOpen) net.read(this.resource.id);
      for (const message of messages) this.#arrived(message);
    } else if (event === "sent" && value === undefined) this.#wrote();
    else this.#ended();
  }

  #wrote(): void {
    const bytes = this.#out.length === 0 ? null : Buffer.concat(this.#out);
    const sent = this.#sent.splice(0, bytes === null ? this.#sent.length : 1);
    this.#waiting = bytes === null ? 0 : bytes.length;
    this.#out = [];
    if (bytes !== null && net.write(this.resource.id, bytes)) {
      this.#waiting = 0;
      sent.push(...this.#sent.splice(0));
    }
    for (const told of sent) {
      this.control.unrefCounted();
      told();
    }
    if (this.#isOver && this.#waiting === 0) this.#finish();
  }

  #arrived(message: any): void {
    if (!isInternal(message)) {
      host.nextTick(() => this.#emit(message), []);
      return;
    }
    // A handle does not come along: whoever sent it is told.
    if (message.cmd === "NODE_HANDLE") this.#send({ cmd: "NODE_HANDLE_NACK" }, undefined, { swallowErrors: true }, undefined);
    else host.nextTick(() => this.#owner.emit("internalMessage", message, undefined), []);
  }

  #emit(message: any): void {
    if (this.#owner.listenerCount("message") > 0) this.#owner.emit("message", message, undefined);
    else this.#unheard.push([message, undefined]);
  }
  #deliver(): void {
    if (this.#unheard.length === 0 || this.#owner.listenerCount("message") === 0) return;
    for (const [message] of this.#unheard.splice(0)) this.#emit(message);
  }

  /** The other end is gone. */
  #ended(): void {
    this.#waiting = 0;
    this.#hasEnded = true;
    if (this.#owner.connected) this.#owner._disconnect();
    else this.#close();
  }
  /** What was sent before goes out first. */
  #close(): void {
    if (this.#isOver && this.#waiting > 0) return;
    this.#isOver = true;
    if (this.#waiting === 0) this.#finish();
  }
  #finish(): void {
    if (!this.resource.isOpen) return;
    this.resource.close();
    this.#owner.channel = null;
    host.nextTick(() => {
      this.#owner.emit("disconnect");
      // In Node, who disconnects by itself does not hear that all is closed.
      if (this.#hasEnded) this.#closed();
    }, []);
  }
}

/** The channel to whoever started this process. It keeps the program alive while somebody listens. */
export function join(process: any): void {
  const channel = new Channel(process, "json", () => {});
  const joined = host.native("processes").join(channel.resource.id);
  if (typeof joined !== "number") {
    channel.resource.close();
    for (const name of ["channel", "connected", "send", "_send", "disconnect", "_disconnect"]) delete process[name];
    return;
  }
  channel.setForm(joined === 1 ? "advanced" : "json");
  const isKept = () => process.listenerCount("message") > 0 || process.listenerCount("disconnect") > 0;
  channel.resource.outlives(() => {
    if (!isKept()) channel.resource.unref();
  });
  channel.resource.unref();
  const counts = (name: unknown) => name === "message" || name === "disconnect";
  Reflect.apply(emitter.on, process, ["newListener", (name: unknown) => counts(name) && channel.control.refCounted()]);
  Reflect.apply(emitter.on, process, ["removeListener", (name: unknown) => counts(name) && channel.control.unrefCounted()]);
  channel.starts();
}
