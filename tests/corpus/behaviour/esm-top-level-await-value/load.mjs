export const user = await Promise.resolve({ name: "ann" });
export let ready = false;
for await (const step of [Promise.resolve(1), 2]) ready = step === 2;
