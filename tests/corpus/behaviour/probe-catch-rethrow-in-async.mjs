async function f() { try { await Promise.reject(new Error("first")); } catch (error) { throw new Error("second", { cause: error }); } }
await f().catch((error) => console.log(error.message, error.cause.message));
