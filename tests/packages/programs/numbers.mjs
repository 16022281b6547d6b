import BigNumber from "bignumber.js";
import Decimal from "decimal.js";
console.log(new BigNumber("0.1").plus("0.2").toString(), new BigNumber(2).pow(100).toFixed(), new Decimal("1").div(3).toPrecision(30), Decimal.sqrt(2).toString());
