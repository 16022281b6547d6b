enum Shape { Circle }
enum Shape { Square = 1, Triangle }
namespace Shape {
  export const corners = (shape: Shape) => [0, 4, 3][shape];
}
console.log(Shape.Circle, Shape.Triangle, Shape[1], Shape.corners(Shape.Square), Object.keys(Shape).length);
