console.log("3");
export const value = "lib";
