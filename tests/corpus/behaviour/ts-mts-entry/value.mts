export const value: number = 4;
