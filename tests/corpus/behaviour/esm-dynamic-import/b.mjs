console.log("b evaluated");
export default "B";
