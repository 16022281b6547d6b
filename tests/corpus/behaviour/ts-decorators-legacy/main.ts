const log: string[] = [];
function sealed(target: Function) { log.push("class " + target.name); Object.seal(target); }
function tag(name: string) {
  log.push("evaluate " + name);
  return (target: any, key: string, descriptor?: PropertyDescriptor) => {
    log.push(`apply ${name} ${key} ${descriptor ? "method" : "field"} ${typeof target}`);
  };
}
function twice(_: unknown, __: string, descriptor: PropertyDescriptor) {
  const original = descriptor.value;
  descriptor.value = function (...args: unknown[]) { return original.apply(this, args) * 2; };
}
function param(_: unknown, key: string | undefined, index: number) { log.push(`param ${key} ${index}`); }
@sealed
class Service {
  @tag("a") @tag("b") field = 1;
  @tag("static") static total = 0;
  @twice
  double(@param n: number) { return n + this.field; }
  @tag("accessor") get value() { return this.field; }
  constructor(@param readonly name: string) {}
}
const service = new Service("x");
console.log(service.double(4), service.name, service.value, Object.isSealed(Service));
console.log(log.join("\n"));
