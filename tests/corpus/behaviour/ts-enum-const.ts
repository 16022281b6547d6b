const enum Direction { Up = 1, Down, Left = "left" }
const moves: Direction[] = [Direction.Up, Direction.Down, Direction.Left];
console.log(moves.join(), Direction["Down"]);
