// The end of a connection as the I/O thread has it: what a socket of `net` or `tls` stands on.
import { hostError } from "internal:errno";
import { Resource, Fault } from "internal:io";

const natives = host.native("net");
const { setImmediate: soon } = host.timerFunctions;

export interface Ends {
  address?: string;
  port?: number;
}

/** What a handle tells its socket. */
export interface Listener {
  onConnected(): void;
  onFault(error: any): void;
  onData(bytes: Uint8Array): void;
  onEnd(): void;
  onSecured(about: any[]): void;
  /** The owner was replaced: the connection is closed, and nothing of the program may run. */
  onGone(): void;
}

export function faultError(fault: Fault, syscall: string, address?: string, port?: number): Error {
  if (fault.errno !== 0) return hostError(fault, syscall, address, port);
  const error: any = new Error(fault.code === "EPROTO" || fault.code === "" ? fault.message : `${syscall} ${fault.code}`);
  if (fault.code !== "") error.code = fault.code;
  if (fault.code === "ECONNRESET") {
    error.errno = -104;
    error.syscall = syscall;
  }
  return error;
}

/** One connection. Its listener may change hands: encryption takes it over. */
export class Handle {
  listener: Listener;
  resource: Resource;
  local: Ends = {};
  remote: Ends = {};
  isConnected = false;
  bytesRead = 0;
  bytesWritten = 0;
  isReading = false;
  /** What is on its way out. */
  #isSecuring = false;
  #sent: ((error: Error | null) => void) | null = null;
  #shut: ((error: Error | null) => void) | null = null;
  #target: Ends | string | null = null;
  #from: Ends = {};
  #isRef = true;

  constructor(listener: Listener) {
    this.listener = listener;
    this.resource = new Resource(
      "socket",
      () => this.describe(),
      (event, value) => this.told(event, value),
      () => this.listener.onGone(),
    );
  }

  ref(): void {
    this.#isRef = true;
    this.#update();
  }
  unref(): void {
    this.#isRef = false;
    this.#update();
  }
  /** As in Node, a connection at which nothing is read or written keeps no program alive. */
  #update(): void {
    const isBusy = !this.isConnected || this.#isSecuring || this.isReading || this.#sent !== null || this.#shut !== null;
    if (this.#isRef && isBusy) this.resource.ref();
    else this.resource.unref();
  }

  describe(): string {
    if (typeof this.#target === "string") return `socket to ${this.#target}`;
    const { address, port } = this.isConnected ? this.remote : (this.#target ?? {});
    return address === undefined ? "socket" : `socket to ${address}:${port}`;
  }

  /** `localAddress`: empty for the one that the system takes. */
  connect(address: string, port: number, localAddress: string, localPort: number): void {
    this.#target = { address, port };
    this.#from = { address: localAddress, port: localPort };
    if (this.resource.id !== 0) natives.connectTcp(this.resource.id, address, port, localAddress, localPort);
  }
  connectPath(path: string): void {
    this.#target = path;
    if (this.resource.id !== 0) natives.connectUnix(this.resource.id, path);
  }
  /** Takes the connection that is being told of. */
  adopt(ends: any[]): void {
    natives.adopt(this.resource.id);
    this.#isAt(ends);
  }

  #isAt(ends: any[]): void {
    this.isConnected = true;
    this.local = { address: ends[0], port: ends[1] };
    this.remote = { address: ends[2], port: ends[3] };
    this.#update();
  }

  told(event: string, value: any): void {
    // Nothing else is told during a handshake than how it ended.
    this.#isSecuring = false;
    if (event === "data") {
      this.isReading = false;
      this.bytesRead += value.length;
      this.listener.onData(value);
    } else if (event === "sent") {
      const sent = this.#sent;
      this.#sent = null;
      sent?.(value === undefined ? null : faultError(value, "write"));
    } else if (event === "end") {
      this.isReading = false;
      this.listener.onEnd();
    } else if (event === "shut") {
      const shut = this.#shut;
      this.#shut = null;
      shut?.(value === undefined ? null : faultError(value, "shutdown"));
    } else if (event === "connected") {
      this.#isAt(value);
      this.listener.onConnected();
    } else if (event === "secured") this.listener.onSecured(value);
    else if (!this.isConnected) {
      const target = this.#target;
      const at: any = typeof target === "string" ? { address: target } : (target ?? {});
      // It is its own address that the system does not give.
      if (value.code === "bind") this.listener.onFault(hostError(value, "bind", this.#from.address, this.#from.port));
      else this.listener.onFault(faultError(value, "connect", at.address, at.port));
    } else this.listener.onFault(faultError(value, "read"));
    this.#update();
  }

  /** One chunk is asked for. */
  read(): void {
    if (this.isReading || !this.resource.isOpen) return;
    this.isReading = true;
    natives.read(this.resource.id);
    this.#update();
  }
  /** One write at a time. What there is room for is written at once, as in Node. */
  write(bytes: Uint8Array, sent: (error: Error | null) => void): void {
    this.bytesWritten += bytes.length;
    if (natives.write(this.resource.id, bytes)) return sent(null);
    this.#sent = sent;
    this.#update();
  }
  /** What can be shut at once is: nothing that the other end does then comes before it is told, as in Node. */
  shut(shut: (error: Error | null) => void): void {
    if (natives.shut(this.resource.id)) return soon(() => shut(null));
    this.#shut = shut;
    this.#update();
  }
  reset(): void {
    natives.reset(this.resource.id);
  }
  noDelay(isOn: boolean): void {
    natives.noDelay(this.resource.id, isOn);
  }
  keepAlive(isOn: boolean, seconds: number): void {
    natives.keepAlive(this.resource.id, isOn, seconds);
  }
  secure(security: object): void {
    this.#isSecuring = true;
    natives.secure(this.resource.id, JSON.stringify(security));
    this.#update();
  }
  close(): void {
    this.resource.close();
  }
}
