class AppError extends Error {
  get name() {
    return this.constructor.name;
  }
}
class StorageError extends AppError {}
class QuotaError extends StorageError {}
const write = (bytes) => {
  if (bytes > 10) throw new QuotaError("too big");
};
write(11);
