import { Api } from "./api";
console.log(Api.version, Api.Inner.describe(), Api.counter);
Api.bump();
console.log(Api.counter);
