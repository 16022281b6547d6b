namespace A.B.C { export const one = 1; }
namespace A.B { export const two = C.one + 1; }
function build() { return build.kind; }
namespace build { export let kind = "function"; }
class Menu { static items = 1; }
namespace Menu { export const extra = Menu.items + 1; }
namespace OnlyTypes { export interface X { a: number } }
console.log(A.B.two, A.B.C.one, build(), Menu.extra, typeof (globalThis as any).OnlyTypes);
const x: OnlyTypes.X = { a: 1 };
console.log(x.a);
