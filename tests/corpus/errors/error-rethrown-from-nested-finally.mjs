const steps = [];
function work() {
  try {
    try {
      steps.push("open");
      steps.missing.push("write");
    } finally {
      steps.push("close");
    }
  } catch (error) {
    steps.push("report");
    throw error;
  }
}
work();
