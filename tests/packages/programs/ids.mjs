import { ulid, decodeTime } from "ulid";
const id = ulid(1469918176385);
console.log(id.length, decodeTime(id), id.slice(0, 10));
