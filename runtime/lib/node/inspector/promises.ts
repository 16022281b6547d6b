// Node's `inspector/promises`: sessions whose `post` answers with a promise.
import { Session as WithCallbacks, close, console, open, url, waitForDebugger } from "node:inspector";

export class Session extends (WithCallbacks as any) {
  post(method: string, params?: any): Promise<any> {
    return new Promise((resolve, reject) => {
      super.post(method, params, (error: Error | null, result: any) => (error ? reject(error) : resolve(result)));
    });
  }
}

export { close, console, open, url, waitForDebugger };
export default { open, close, url, waitForDebugger, console, Session };
