import { nanoid, customAlphabet } from "nanoid";
console.log(nanoid().length, nanoid(10).length, /^[abc]{5}$/.test(customAlphabet("abc", 5)()), new Set(Array.from({ length: 100 }, () => nanoid())).size);
