export const beside = "found beside the real file";
