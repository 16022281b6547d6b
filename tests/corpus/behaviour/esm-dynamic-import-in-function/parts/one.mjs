console.log("load one");
export default 1;
