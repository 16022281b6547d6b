// Node's `http`.
import { Agent, globalAgent } from "internal:http/agent";
import { ClientRequest } from "internal:http/client";
import { MAX_HEADER_SIZE, METHODS, STATUS_CODES, validateHeaderName, validateHeaderValue } from "internal:http/common";
import { IncomingMessage } from "internal:http/incoming";
import { OutgoingMessage } from "internal:http/outgoing";
import { ServerResponse } from "internal:http/response";
import { Server, connectionListener } from "internal:http/server";
import { validateInteger } from "internal:validate";

export function createServer(options?: any, listener?: any): any {
  return new (Server as any)(options, listener);
}
export function request(url: any, options?: any, callback?: any): any {
  return new (ClientRequest as any)(url, options, callback);
}
export function get(url: any, options?: any, callback?: any): any {
  const made = request(url, options, callback);
  made.end();
  return made;
}
export const maxHeaderSize = MAX_HEADER_SIZE;
export function setMaxIdleHTTPParsers(max: any): void {
  validateInteger(max, "max", 1);
}
const _connectionListener = connectionListener;

export {
  Agent,
  ClientRequest,
  IncomingMessage,
  METHODS,
  OutgoingMessage,
  STATUS_CODES,
  Server,
  ServerResponse,
  _connectionListener,
  globalAgent,
  validateHeaderName,
  validateHeaderValue,
};
