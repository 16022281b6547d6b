let steps = 0;
const finish = () => (
  steps++,
  steps.done(),
  steps
);
finish();
