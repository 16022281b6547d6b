// Type metadata goes to whatever `reflect-metadata` the program has loaded.
export default function decorateMetadata(key, value) {
  if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(key, value);
}
