// Types of what saveloop adds to programs. Add to a project's tsconfig.json:
//   "files": ["path/to/saveloop.d.ts"]

declare module "saveloop" {
  export type Handler = (request: Request, server: Server) => Response | Promise<Response>;

  /** What `serve` takes; also the default export of an entry that is a server. */
  export interface ServeOptions {
    fetch: Handler;
    /** Without it the variable PORT, or 3000; 0: the system chooses. */
    port?: number | string;
    /** Where to listen; without it everywhere. */
    hostname?: string;
    /** Makes an answer of what the handler threw. */
    error?(error: unknown): Response | Promise<Response>;
    /** Texts in PEM: serves `https`. */
    tls?: { cert: string | Uint8Array; key: string | Uint8Array; ca?: string | Uint8Array };
    onListen?(address: { hostname: string; port: number }): void;
  }

  export interface Server {
    readonly port: number;
    readonly hostname: string;
    readonly url: URL;
    /** Requests that are being answered. */
    readonly pendingRequests: number;
    /** The address of who asks; `null` when the request did not come over a connection. */
    requestIP(request: Request): { address: string; family: "IPv4" | "IPv6"; port: number } | null;
    /** Listens no longer; settles when every answer is given. With `true` connections are cut at once. */
    stop(isForced?: boolean): Promise<void>;
    ref(): this;
    unref(): this;
    /** Answers a request without a connection. */
    fetch(request: Request): Promise<Response>;
    [Symbol.asyncDispose](): Promise<void>;
  }

  export function serve(options: ServeOptions | Handler): Server;
  export function serve(options: Omit<ServeOptions, "fetch">, handler: Handler): Server;
}
