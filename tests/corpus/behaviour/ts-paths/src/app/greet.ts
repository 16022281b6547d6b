import { punctuation } from "@app/parts/punctuation";
export const greet = (name: string) => `hello ${name}${punctuation}`;
