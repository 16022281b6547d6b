const exact = 3;
Math.PI = exact;
