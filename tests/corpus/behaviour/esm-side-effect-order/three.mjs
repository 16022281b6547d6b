console.log("three");
export default 3;
