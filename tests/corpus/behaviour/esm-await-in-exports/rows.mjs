const load = async (n) => n * 2;
export default await Promise.all([1, 2, 3].map(load));
export const size = (await load(2)) + 1;
