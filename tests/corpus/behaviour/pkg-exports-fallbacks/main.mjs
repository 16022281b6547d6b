import one from "sugar";
import two from "nested-conditions";
import three from "array-targets";
console.log(one, two, three);
