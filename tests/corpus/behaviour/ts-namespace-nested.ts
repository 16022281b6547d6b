namespace Geometry {
  export namespace Flat {
    export const origin = { x: 0, y: 0 };
    export function move(p: typeof origin, by: number) { return { x: p.x + by, y: p.y }; }
    const hidden = "hidden";
    export class Box { area = hidden.length; }
  }
  export let scale = 2;
  export import F = Flat;
  export const moved = () => F.move(Flat.origin, scale);
}
Geometry.scale = 7;
console.log(JSON.stringify(Geometry.moved()), new Geometry.F.Box().area, Object.keys(Geometry.Flat).join());
