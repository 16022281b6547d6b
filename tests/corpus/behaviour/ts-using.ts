class Handle implements Disposable {
  constructor(private name: string, private log: string[]) {}
  [Symbol.dispose](): void { this.log.push(`closed ${this.name}`); }
}
const log: string[] = [];
function work(): number {
  using a = new Handle("a", log);
  using _b: Handle = new Handle("b", log);
  log.push("work");
  return log.length;
}
console.log(work(), log.join());
