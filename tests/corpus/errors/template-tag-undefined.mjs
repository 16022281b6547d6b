const css = undefined;
const style = css`
  color: red;
`;
console.log(style);
