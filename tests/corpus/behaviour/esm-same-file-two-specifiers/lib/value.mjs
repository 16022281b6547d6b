console.log("once");
export const a = {};
