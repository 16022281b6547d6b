class Money {}
const coin = Money();
console.log(coin);
