/** @jsxRuntime classic */
/** @jsx make */
/** @jsxFrag null */
const make = (tag: unknown, props: unknown, ...children: unknown[]): string =>
  `${tag === null ? "frag" : String(tag)}(${[props && JSON.stringify(props), ...children].filter(Boolean).join(",")})`;
console.log(<div a="1"><b>x</b></div>);
console.log(<><i /></>);
console.log(<svg:path xlink:href="#a" aria-label={`l${1}`} />);
