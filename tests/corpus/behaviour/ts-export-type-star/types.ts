console.log("must not print");
export interface Options { times: number }
