/** @jsxRuntime automatic @jsxImportSource small */
const greeting = (name: string) => <hello name={name}>{[1, 2].map((n) => <n key={n} />)}</hello>;
console.log(JSON.stringify(greeting("x")));
