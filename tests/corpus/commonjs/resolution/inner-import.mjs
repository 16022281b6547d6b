export default "inner by import";
