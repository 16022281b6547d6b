import { format } from "@shop/format";
import type { Money } from "@shop/format";
const price: Money = { cents: 1250 };
console.log(format(price));
