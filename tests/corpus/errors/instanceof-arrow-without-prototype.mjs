const Thing = () => {};
console.log({} instanceof Thing);
