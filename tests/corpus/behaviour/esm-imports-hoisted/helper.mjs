console.log("helper first");
export const helper = (text) => `[${text}]`;
