export namespace Api {
  export const version = "1";
  export let counter = 0;
  export function bump() { counter++; }
  export namespace Inner { export const describe = () => `v${version}`; }
}
