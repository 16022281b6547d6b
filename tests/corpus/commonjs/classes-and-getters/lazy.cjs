Object.defineProperty(exports, "heavy", { enumerable: true, configurable: true, get() {
  console.log("made once");
  Object.defineProperty(exports, "heavy", { value: "heavy", enumerable: true });
  return exports.heavy;
} });
