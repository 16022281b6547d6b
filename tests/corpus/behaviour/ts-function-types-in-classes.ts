class Emitter<Events extends Record<string, unknown[]>> {
  private listeners: { [K in keyof Events]?: Array<(...args: Events[K]) => void> } = {};
  on<K extends keyof Events>(name: K, listener: (...args: Events[K]) => void): () => void {
    (this.listeners[name] ??= []).push(listener);
    return () => { this.listeners[name] = this.listeners[name]!.filter((l) => l !== listener); };
  }
  emit<K extends keyof Events>(name: K, ...args: Events[K]): number {
    const list = this.listeners[name] ?? [];
    for (const listener of list) listener(...args);
    return list.length;
  }
}
const e = new Emitter<{ add: [a: number, b: number]; done: [] }>();
const off = e.on("add", (a, b) => console.log(a + b));
console.log(e.emit("add", 1, 2), e.emit("done"));
off();
console.log(e.emit("add", 3, 4));
