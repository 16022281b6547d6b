// Node's `net`.
import { isIPv4, isIPv6, ipVersion } from "internal:ip";
import { BlockList, SocketAddress } from "internal:net/addresses";
import { Server } from "internal:net/server";
import { Socket, autoSelectFamily, normalized } from "internal:net/socket";
import { publish } from "internal:published";
import { validateBoolean, validateInteger } from "internal:validate";

export const isIP = (input: any): number => ipVersion(input);

export function createServer(options?: any, listener?: any): any {
  return new (Server as any)(options, listener);
}

export function connect(...args: any[]): any {
  const [options, callback] = normalized(args);
  const socket = new (Socket as any)(options);
  publish("net.client.socket", () => ({ socket }));
  if (options.timeout) socket.setTimeout(options.timeout);
  return callback === null ? socket.connect(options) : socket.connect(options, callback);
}
export const createConnection = connect;

export const getDefaultAutoSelectFamily = (): boolean => autoSelectFamily.isOn;
export function setDefaultAutoSelectFamily(value: any): void {
  validateBoolean(value, "value");
  autoSelectFamily.isOn = value;
}
export const getDefaultAutoSelectFamilyAttemptTimeout = (): number => autoSelectFamily.timeout;
export function setDefaultAutoSelectFamilyAttemptTimeout(value: any): void {
  validateInteger(value, "value", 1);
  autoSelectFamily.timeout = value < 10 ? 10 : value;
}
export const _normalizeArgs = (args: any[]) => normalized(args);
const Stream = Socket;

export { BlockList, Server, Socket, SocketAddress, Stream, isIPv4, isIPv6 };
