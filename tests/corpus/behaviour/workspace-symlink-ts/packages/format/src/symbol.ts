export const symbol: string = "€";
