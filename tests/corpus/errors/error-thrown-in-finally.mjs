function save() {
  try {
    throw new Error("disk full");
  } finally {
    throw new Error("cannot close");
  }
}
save();
