const roll = () => {
  const rng = new Math.random();
  return rng;
};
roll();
