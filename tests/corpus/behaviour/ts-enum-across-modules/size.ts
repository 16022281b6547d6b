export enum Size { S = 10, M, L = M + Number("9") }
export type Name = keyof typeof Size;
export interface Sized { size: Size }
