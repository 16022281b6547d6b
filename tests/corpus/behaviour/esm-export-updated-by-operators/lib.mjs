export let n = 1, list = [1], s = null;
export function swap() {
  n++;
  n += 2;
  n **= 2;
  s ??= "set";
  s &&= s + "!";
  [n, list] = [list.length, [n]];
  for (s of ["x", "y"]);
  ({ n = 9 } = {});
}
export const log = (read) => console.log(JSON.stringify(read()));
