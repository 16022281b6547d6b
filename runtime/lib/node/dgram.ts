// Node's `dgram`.
import { Socket } from "internal:datagrams";

export function createSocket(type: any, listener?: any): any {
  return new (Socket as any)(type, listener);
}

export { Socket };
