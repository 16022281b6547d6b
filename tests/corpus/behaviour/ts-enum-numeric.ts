enum Level { Low, Mid = 5, High, Top = High * 2 }
enum Flag { None = 0, A = 1 << 0, B = 1 << 1, AB = A | B, Len = "four".length }
console.log(Level.Low, Level.High, Level.Top, Level[5], Level[Level.High]);
console.log(Object.keys(Level).join(), Flag.AB, Flag[3], Flag.Len);
const pick = (level: Level): string => Level[level] ?? "none";
console.log(pick(Level.Mid), pick(99 as Level));
