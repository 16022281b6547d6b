console.log("inline type only");
export type T = number;
