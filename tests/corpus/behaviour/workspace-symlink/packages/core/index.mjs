console.log("core evaluated once");
export const core = { name: "core" };
