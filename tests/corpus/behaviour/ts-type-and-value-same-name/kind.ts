export type Kind = string;
export const Kind = { of: (k: Kind): Kind => `kind ${k}` };
