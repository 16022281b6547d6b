class Thermostat {
  private _celsius: number = 20;
  public get celsius(): number { return this._celsius; }
  public set celsius(v: number) { this._celsius = Math.min(v, 30); }
  static get default(): Thermostat { return new this(); }
  private static readonly instances = new Set<Thermostat>();
  protected register(): this { Thermostat.instances.add(this); return this; }
  static count(): number { new this().register(); return this.instances.size; }
}
const t = Thermostat.default;
t.celsius = 99;
console.log(t.celsius, Thermostat.count());
