import { evaluate, derivative, matrix, multiply, inv, unit, bignumber, simplify } from "mathjs";
console.log(evaluate("sqrt(3^2 + 4^2) + sin(0)"), derivative("x^2 + 3x", "x").toString(), multiply(matrix([[1, 2], [3, 4]]), [5, 6]).toString(), inv([[2, 0], [0, 4]]));
console.log(unit("2 inch").toNumber("cm"), bignumber("0.1").plus("0.2").toString(), simplify("2x + 3x").toString());
