class Base { kind = "base"; tag: string | undefined = "tag"; }
class Model extends Base {
  declare kind: string;
  later!: number;
  optional?: string;
  readonly [key: string]: unknown;
  static readonly version: string = "1";
  constructor() { super(); this.later = 1; }
}
let assigned!: string;
(() => { assigned = "yes"; })();
const m = new Model();
console.log(m.kind, m.later, "optional" in m, Model.version, assigned, Object.keys(m).join());
