// Node's `v8`: what can be said of another engine, and V8's format for values.
import { coded } from "internal:errors";
import { Deserializer } from "internal:deserializer";
import { Serializer } from "internal:serializer";
import { validateString } from "internal:validate";
import { BUFFER, VIEWS } from "internal:wire_format";
import { Buffer } from "node:buffer";

const unsupported = (what: string) =>
  coded(Error, "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM", `v8.${what} is not supported by saveloop: the engine is QuickJS`);
const system = host.native("system");

export class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }
  _writeHostObject(view: any): void {
    let type = Buffer.isBuffer(view) ? BUFFER : VIEWS.indexOf(view.constructor);
    if (type < 0) {
      const name = Object.prototype.toString.call(view).slice(8, -1);
      type = VIEWS.findIndex((it) => it !== null && it.name === name);
    }
    this.writeUint32(type);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}
export class DefaultDeserializer extends Deserializer {
  _readHostObject(): any {
    const type = this.readUint32();
    const length = this.readUint32();
    const at = this._readRawBytes(length);
    const from = this.buffer.byteOffset + at;
    if (type === BUFFER) return Buffer.from(this.buffer.buffer, from, length);
    const Class = VIEWS[type];
    if (!Class) throw new Error("Unable to deserialize cloned data.");
    const size = Class.BYTES_PER_ELEMENT ?? 1;
    // A view of its own memory where it cannot look at what was given.
    if (from % size === 0) return new Class(this.buffer.buffer, from, length / size);
    return new Class(this.buffer.buffer.slice(from, from + length), 0, length / size);
  }
}

export function serialize(value: any): any {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}
export function deserialize(buffer: any): any {
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

/** As far as QuickJS counts: one heap, with no limit but the machine's. */
export function getHeapStatistics(): any {
  const [, used, total, available] = system.memory();
  return {
    total_heap_size: total,
    total_heap_size_executable: 0,
    total_physical_size: total,
    total_available_size: available,
    used_heap_size: used,
    heap_size_limit: total + available,
    malloced_memory: used,
    peak_malloced_memory: total,
    does_zap_garbage: 0,
    number_of_native_contexts: 1,
    number_of_detached_contexts: 0,
    total_global_handles_size: 0,
    used_global_handles_size: 0,
    external_memory: 0,
  };
}
export function getHeapSpaceStatistics(): any[] {
  const [, used, total, available] = system.memory();
  return [
    {
      space_name: "old_space",
      space_size: total,
      space_used_size: used,
      space_available_size: available,
      physical_space_size: total,
    },
  ];
}
export function getHeapCodeStatistics(): any {
  return {
    code_and_metadata_size: 0,
    bytecode_and_metadata_size: 0,
    external_script_source_size: 0,
    cpu_profiler_metadata_size: 0,
  };
}
/** Flags of V8 mean nothing here. */
export function setFlagsFromString(flags: any): void {
  validateString(flags, "flags");
}
export const cachedDataVersionTag = (): number => 0;
export function getHeapSnapshot(): never {
  throw unsupported("getHeapSnapshot");
}
export function writeHeapSnapshot(): never {
  throw unsupported("writeHeapSnapshot");
}
export function queryObjects(): never {
  throw unsupported("queryObjects");
}
export function takeCoverage(): void {}
export function stopCoverage(): void {}
export function setHeapSnapshotNearHeapLimit(): void {}
export const startupSnapshot = {
  isBuildingSnapshot: () => 0,
  addSerializeCallback: () => notBuilding(),
  addDeserializeCallback: () => notBuilding(),
  setDeserializeMainFunction: () => notBuilding(),
};
function notBuilding(): never {
  throw coded(Error, "ERR_NOT_BUILDING_SNAPSHOT", "Operation cannot be invoked when not building startup snapshot");
}
export const promiseHooks = {
  createHook: () => {
    throw unsupported("promiseHooks.createHook");
  },
  onInit: () => {
    throw unsupported("promiseHooks.onInit");
  },
  onBefore: () => {
    throw unsupported("promiseHooks.onBefore");
  },
  onAfter: () => {
    throw unsupported("promiseHooks.onAfter");
  },
  onSettled: () => {
    throw unsupported("promiseHooks.onSettled");
  },
};
/** Collections of garbage are not told of: a record of them is empty. */
export class GCProfiler {
  #started: number | null = null;
  start(): void {
    this.#started ??= Date.now();
  }
  stop(): any {
    if (this.#started === null) return undefined;
    const profile = { version: 1, startTime: this.#started, statistics: [], endTime: Date.now() };
    this.#started = null;
    return profile;
  }
}
export { Deserializer, Serializer };
