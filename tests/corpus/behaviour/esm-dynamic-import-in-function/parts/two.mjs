import { base } from "../base.mjs";
export default base * 2;
