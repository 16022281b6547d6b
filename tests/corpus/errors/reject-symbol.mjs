// @line 5
const CANCELLED = Symbol("cancelled");
class Task {
  cancel() {
    return Promise.reject(CANCELLED);
  }
}
new Task().cancel();
