// @line 2
const error = new Error("guarded");
Object.defineProperty(error, "stack", {
  get() {
    throw new Error("hands off");
  },
});
throw error;
