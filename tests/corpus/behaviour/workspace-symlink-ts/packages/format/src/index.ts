import { symbol } from "./symbol";
export interface Money { cents: number }
export const format = (m: Money): string => `${symbol}${(m.cents / 100).toFixed(2)}`;
