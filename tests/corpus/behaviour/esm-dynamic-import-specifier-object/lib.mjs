export default "by toString";
