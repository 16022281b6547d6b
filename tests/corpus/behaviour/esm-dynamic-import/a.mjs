console.log("a evaluated");
export default "A";
