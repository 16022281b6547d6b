const first = "Ada";
const text = `
  Dear ${first},
  ${first.length > 2 ? `your name ${surname} is` : ""} fine
`;
console.log(text);
