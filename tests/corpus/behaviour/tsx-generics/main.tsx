const h = (tag: string, _props: object | null, ...kids: string[]) => `${tag}[${kids.join("")}]`;
const identity = <T,>(x: T) => x;
const both = <T extends string>(x: T) => <b>{x}</b>;
const less = 1 < 2, more = 3 > 2;
console.log(identity(<a>{"x" as string}</a>), both("y"), less && more, <i>{"{"}&lt;{"}"}</i>);
