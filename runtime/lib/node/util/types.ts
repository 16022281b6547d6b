// What kind of thing a value is, told without running anything of it.

const kind = (value: unknown): string =>
  typeof value === "object" && value !== null && !host.isProxy(value) ? host.kindOf(value) : "";
const view = (value: unknown): string => (kind(value) === "typedarray" ? host.P.typedArrayName(value) : "");
const functionKind = (value: unknown): string =>
  typeof value === "function" ? host.functionKind(value) : "";
const tag = (value: any): string => host.inspect.dataProperty(value, Symbol.toStringTag) ?? "";

export function isDate(value: unknown) {
  return kind(value) === "date";
}
export function isRegExp(value: unknown) {
  return kind(value) === "regexp";
}
export function isMap(value: unknown) {
  return kind(value) === "map";
}
export function isSet(value: unknown) {
  return kind(value) === "set";
}
export function isWeakMap(value: unknown) {
  return kind(value) === "weakmap";
}
export function isWeakSet(value: unknown) {
  return kind(value) === "weakset";
}
export function isPromise(value: unknown) {
  return kind(value) === "promise";
}
export function isNativeError(value: unknown) {
  return kind(value) === "error";
}
export function isProxy(value: unknown) {
  return host.isObject(value) && host.isProxy(value) && host.bindingsOf(value) === undefined;
}
export function isArgumentsObject(value: unknown) {
  return kind(value) === "arguments";
}
export function isArrayBuffer(value: unknown) {
  return kind(value) === "arraybuffer";
}
export function isSharedArrayBuffer(value: unknown) {
  return kind(value) === "sharedarraybuffer";
}
export function isAnyArrayBuffer(value: unknown) {
  return isArrayBuffer(value) || isSharedArrayBuffer(value);
}
export function isArrayBufferView(value: unknown) {
  return ArrayBuffer.isView(value);
}
export function isDataView(value: unknown) {
  return kind(value) === "dataview";
}
export function isTypedArray(value: unknown) {
  return kind(value) === "typedarray";
}
export function isUint8Array(value: unknown) {
  return view(value) === "Uint8Array";
}
export function isUint8ClampedArray(value: unknown) {
  return view(value) === "Uint8ClampedArray";
}
export function isUint16Array(value: unknown) {
  return view(value) === "Uint16Array";
}
export function isUint32Array(value: unknown) {
  return view(value) === "Uint32Array";
}
export function isInt8Array(value: unknown) {
  return view(value) === "Int8Array";
}
export function isInt16Array(value: unknown) {
  return view(value) === "Int16Array";
}
export function isInt32Array(value: unknown) {
  return view(value) === "Int32Array";
}
export function isFloat32Array(value: unknown) {
  return view(value) === "Float32Array";
}
export function isFloat64Array(value: unknown) {
  return view(value) === "Float64Array";
}
export function isBigInt64Array(value: unknown) {
  return view(value) === "BigInt64Array";
}
export function isBigUint64Array(value: unknown) {
  return view(value) === "BigUint64Array";
}
export function isNumberObject(value: unknown) {
  return kind(value) === "number";
}
export function isStringObject(value: unknown) {
  return kind(value) === "string";
}
export function isBooleanObject(value: unknown) {
  return kind(value) === "boolean";
}
export function isBigIntObject(value: unknown) {
  return kind(value) === "bigint";
}
export function isSymbolObject(value: unknown) {
  return kind(value) === "symbol";
}
export function isBoxedPrimitive(value: unknown) {
  return ["number", "string", "boolean", "bigint", "symbol"].includes(kind(value));
}
export function isAsyncFunction(value: unknown) {
  return ["AsyncFunction", "AsyncGeneratorFunction"].includes(functionKind(value));
}
export function isGeneratorFunction(value: unknown) {
  return ["GeneratorFunction", "AsyncGeneratorFunction"].includes(functionKind(value));
}
export function isGeneratorObject(value: unknown) {
  return kind(value) === "object" && ["Generator", "AsyncGenerator"].includes(tag(value));
}
export function isMapIterator(value: unknown) {
  return kind(value) === "iterator" && host.iteratorRest(value)?.isSet === false;
}
export function isSetIterator(value: unknown) {
  return kind(value) === "iterator" && host.iteratorRest(value)?.isSet === true;
}
export function isModuleNamespaceObject(value: unknown) {
  return host.isObject(value) && host.bindingsOf(value) !== undefined;
}
export function isExternal(_value: unknown) {
  return false;
}
export function isKeyObject(_value: unknown) {
  return false;
}
export function isCryptoKey(_value: unknown) {
  return false;
}
