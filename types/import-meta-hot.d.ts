// Types of what saveloop adds to `import.meta`. Add to a project's tsconfig.json:
//   "files": ["path/to/import-meta-hot.d.ts"]

interface ImportMeta {
  readonly url: string;
  readonly filename: string;
  readonly dirname: string;
  /** Whether this module is the one that was run. */
  readonly main: boolean;
  readonly hot: ImportMetaHot;
}

type HotModule = Record<string, any> | undefined;

interface ImportMetaHot {
  /** Survives the updates of this module. */
  readonly data: any;
  /** This module takes its own updates: its importers are not run again. */
  accept(callback?: (module: HotModule) => void): void;
  /** This module takes updates of what it imports. */
  accept(dependency: string, callback?: (module: HotModule) => void): void;
  accept(dependencies: readonly string[], callback?: (modules: HotModule[]) => void): void;
  acceptExports(names: string | readonly string[], callback?: (module: HotModule) => void): void;
  /** Called before this version is replaced. */
  dispose(callback: (data: any) => void): void;
  /** Called when nothing imports this module any more. */
  prune(callback: (data: any) => void): void;
  /** Does nothing; there for compatibility. */
  decline(): void;
  /** This module cannot take the update after all: its importers run again. */
  invalidate(message?: string): void;
  on(event: HotEvent | (string & {}), callback: (payload: any) => void): void;
  off(event: HotEvent | (string & {}), callback: (payload: any) => void): void;
  /** Reaches the program's own listeners. */
  send(event: string, payload?: any): void;
}

type HotEvent = "vite:beforeUpdate" | "vite:afterUpdate" | "vite:beforeFullReload" | "vite:invalidate";
