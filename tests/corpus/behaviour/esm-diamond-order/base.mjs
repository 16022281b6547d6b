console.log("base");
export const log = ["base"];
