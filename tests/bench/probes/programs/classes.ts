// Classes with fields, private state, accessors and inheritance.
abstract class Shape {
  static made = 0;
  #name: string;
  constructor(name: string) {
    this.#name = name;
    Shape.made++;
  }
  abstract area(): number;
  get name(): string {
    return this.#name;
  }
  describe(): string {
    return `${this.name} of ${this.area().toFixed(1)}`;
  }
}

class Circle extends Shape {
  constructor(private readonly radius: number) {
    super("circle");
  }
  area(): number {
    return Math.PI * this.radius ** 2;
  }
}

class Box extends Shape {
  scale = 1;
  constructor(private readonly width: number, private readonly height: number) {
    super("box");
  }
  area(): number {
    const { width, height, scale } = this;
    return width * height * scale;
  }
}

let length = 0;
for (let i = 0; i < 4000; i++) {
  const shape: Shape = i % 2 === 0 ? new Circle(i) : new Box(i, i + 1);
  if (shape instanceof Box) shape.scale = 2;
  length += shape.describe().length;
}
console.log(length, Shape.made);
