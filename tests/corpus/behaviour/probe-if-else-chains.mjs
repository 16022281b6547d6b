const grade = (n) => { if (n > 90) return "a"; else if (n > 80) return "b"; else if (n > 70) { return "c"; } else return "d"; };
console.log([95, 85, 75, 65].map(grade).join());
