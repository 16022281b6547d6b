const names = ["one", "two"];
class A { *[names[0]]() { yield 1; } async [names[1]]() { return 2; } static async *both() { yield 3; } }
console.log([...new A().one()].join(), await new A().two(), (await A.both().next()).value);
