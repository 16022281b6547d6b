let hits = 0;
const tick = () => {
  hits++;
  misses++;
};
tick();
