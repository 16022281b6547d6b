export const double = (n) => n * 2;
export const half = (n) => n / 2;
