const timeout = new Error("timed out");

function race() {
  return new Promise((_, reject) => {
    setTimeout(() => reject(timeout), 1);
  });
}

race();
