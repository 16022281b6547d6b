const user = {
  toString() {
    throw new Error("anonymous");
  },
};
const greet = (who) => `Hello,
  ${who}!`;
greet("Ann");
greet(user);
