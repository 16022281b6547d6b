export const files = {}; export async function play() {}
