// Node's `worker_threads`, as far as the one thread there is can answer: packages ask which thread they are in.
import { coded } from "internal:errors";
import { BroadcastChannel } from "web:broadcast_channel";
import { MessageChannel, MessagePort, receive } from "web:messages";

export const isMainThread = true;
export const parentPort = null;
export const workerData = null;
export const threadId = 0;
export const resourceLimits = {};
export const SHARE_ENV = Symbol("nodejs.worker_threads.SHARE_ENV");

const unsupported = (what: string) =>
  coded(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", `${what} is not supported by saveloop: a program has one thread`);

/** Cannot be made. */
export class Worker {
  constructor() {
    throw unsupported("Worker");
  }
}
const environment = new Map<unknown, unknown>();
export const setEnvironmentData = (key: unknown, value: unknown): void => {
  if (value === undefined) environment.delete(key);
  else environment.set(key, value);
};
export const getEnvironmentData = (key: unknown): unknown => environment.get(key);

const untransferable = new WeakSet<object>();
export const markAsUntransferable = (object: object): void => {
  untransferable.add(object);
};
export const isMarkedAsUntransferable = (object: object): boolean => untransferable.has(object);

/** The first message that waits at a port, at once. */
export function receiveMessageOnPort(port: any): { message: any } | undefined {
  if (port instanceof BroadcastChannel) return undefined;
  if (!(port instanceof MessagePort))
    throw coded(TypeError, "ERR_INVALID_ARG_TYPE", 'The "port" argument must be a MessagePort instance');
  return receive(port);
}
export function moveMessagePortToContext(port: any): any {
  return port;
}
export function postMessageToThread(): Promise<never> {
  return Promise.reject(unsupported("postMessageToThread"));
}

export { BroadcastChannel, MessageChannel, MessagePort };
export default {
  isMainThread,
  parentPort,
  workerData,
  threadId,
  resourceLimits,
  SHARE_ENV,
  Worker,
  BroadcastChannel,
  setEnvironmentData,
  getEnvironmentData,
  markAsUntransferable,
  isMarkedAsUntransferable,
  receiveMessageOnPort,
  moveMessagePortToContext,
  postMessageToThread,
  MessageChannel,
  MessagePort,
};
