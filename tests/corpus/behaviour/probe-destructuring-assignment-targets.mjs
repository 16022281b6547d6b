const o = {}, list = [];
[o.a, list[1], ...o.rest] = [1, 2, 3, 4];
({ x: o.x, y: list[0] = "default" } = { x: 5 });
console.log(JSON.stringify([o, list]));
