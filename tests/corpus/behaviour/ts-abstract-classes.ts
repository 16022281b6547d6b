abstract class Shape {
  abstract readonly name: string;
  abstract area(): number;
  protected abstract secret?: string;
  describe(): string { return `${this.name} ${this.area().toFixed(1)} ${"secret" in this}`; }
}
class Square extends Shape {
  override readonly name = "square";
  protected override secret?: string;
  constructor(private side: number) { super(); }
  override area() { return this.side ** 2; }
}
console.log(new Square(2).describe());
