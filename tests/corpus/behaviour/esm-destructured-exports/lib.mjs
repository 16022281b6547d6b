export const { a, b = "default", x: { deep }, ...rest } = { a: 1, x: { deep: "d" }, y: 2, z: 3 };
export let [first, , second = first + "!"] = ["one", "two"];
