function registered(name: string) {
  return <T extends new (...args: any[]) => object>(Base: T) =>
    class extends Base {
      registered = name;
    };
}
@registered("one")
export class Widget {
  kind = "widget";
  static create() { return new Widget(); }
}
const made = Widget.create() as Widget & { registered: string };
console.log(made.kind, made.registered, made instanceof Widget);
