console.log("an unused import is dropped, so this must not print");
export interface AlsoType { c: number }
