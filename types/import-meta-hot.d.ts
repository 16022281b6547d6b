// Types of what saveloop adds to `import.meta`. Add to a project's tsconfig.json:
//   "files": ["path/to/import-meta-hot.d.ts"]

interface ImportMeta {
  url: string;
  filename: string;
  dirname: string;
  /** Whether this module is the one that was run. */
  main: boolean;
  readonly hot: ImportMetaHot;
}

/** The exports of a module. */
type HotModule = Record<string, any>;

interface ImportMetaHot {
  /** One object for all versions of this module. It cannot be replaced, only its properties. */
  readonly data: any;
  /** This module takes its own updates: its importers are not run again. */
  accept(callback?: (module: HotModule) => void): void;
  /** This module takes updates of what it imports, written as in the import. */
  accept(dependency: string, callback?: (module: HotModule) => void): void;
  /** The same for several; called for each that changed, the others are `undefined`. */
  accept(dependencies: readonly string[], callback?: (modules: (HotModule | undefined)[]) => void): void;
  /** This module takes its own updates for importers that use no other exports of it. */
  acceptExports(names: string | readonly string[], callback?: (module: HotModule) => void): void;
  /** Called before this version is replaced, and before the module is pruned. */
  dispose(callback: (data: any) => void): void;
  /** Called when nothing imports this module any more. */
  prune(callback: (data: any) => void): void;
  /** Does nothing; there for compatibility. */
  decline(): void;
  /** This module cannot take the update after all: its importers run again. */
  invalidate(message?: string): void;
  /** Listens until this version of the module is replaced, or `off`. */
  on<E extends keyof HotEvents>(event: E, callback: (payload: HotEvents[E]) => void): void;
  on<E extends string>(event: E extends keyof HotEvents ? never : E, callback: (payload: any) => void): void;
  off<E extends keyof HotEvents>(event: E, callback: (payload: HotEvents[E]) => void): void;
  off<E extends string>(event: E extends keyof HotEvents ? never : E, callback: (payload: any) => void): void;
  /** Reaches the program's own listeners. */
  send(event: string, payload?: any): void;
}

/** Paths are absolute. */
interface HotEvents {
  "vite:beforeUpdate": HotUpdate;
  "vite:afterUpdate": HotUpdate;
  "vite:beforeFullReload": { type: "full-reload"; path: "*" };
  "vite:beforePrune": { type: "prune"; paths: string[] };
  "vite:invalidate": { type: "invalidate"; path: string; message: string | undefined };
  "vite:error": {
    type: "error";
    err: { message: string; stack: string; id: string; loc?: { file: string; line: number; column: number } };
  };
}

interface HotUpdate {
  type: "update";
  /** `path` is told of the new version of `acceptedPath`, which may be itself. */
  updates: { type: "js-update"; path: string; acceptedPath: string }[];
}
