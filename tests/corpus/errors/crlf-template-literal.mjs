const name = "x";
const text = `
  line one
  line two ${name.trim()}
  line three ${name.missing()}
`;
console.log(text);
