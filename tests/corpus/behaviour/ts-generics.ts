const identity = <T,>(x: T): T => x;
const pairs = <K extends string, V = number>(o: Record<K, V>) => Object.entries(o) as [K, V][];
class Box<T extends { id: number }> { #items: T[] = []; add(...i: T[]): this { this.#items.push(...i); return this; } get ids() { return this.#items.map(({ id }) => id); } }
async function load<T>(value: T): Promise<Awaited<T>> { return await value; }
const generic = identity<Map<string, Array<number>>>(new Map([["a", [1]]]));
const instantiated = identity<string>;
console.log(identity<number>(1), pairs({ a: 1 }).join(), new Box<{ id: number }>().add({ id: 1 }, { id: 2 }).ids.join(), await load(Promise.resolve("p")), generic.get("a")![0], instantiated("i"), 1 < 2);
