async function transfer() {
  try {
    await Promise.reject(new Error("lost"));
  } finally {
    await null;
    throw new Error("cannot roll back");
  }
}
transfer();
