class Game {
  constructor() {
    this.board = { players: [] };
  }
  score() {
    return this
      .board
      .players[0]
      .score
      .total;
  }
}
new Game().score();
