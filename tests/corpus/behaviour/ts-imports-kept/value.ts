console.log("value");
export const value = 1;
