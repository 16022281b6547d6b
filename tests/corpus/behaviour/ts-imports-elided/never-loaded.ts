throw new Error("types only: must not be loaded");
export interface Nothing {}
export default interface Default {}
