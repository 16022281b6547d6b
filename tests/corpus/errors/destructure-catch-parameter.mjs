try {
  throw null;
} catch ({ message }) {
  console.log(message);
}
