class ValidationError extends Error {
  name = "ValidationError";
  constructor(field, message) {
    super(`${field}: ${message}`);
    this.field = field;
  }
}
function validate({ age }) {
  if (age < 0) {
    throw new ValidationError(
      "age",
      "must not be negative",
    );
  }
}
validate({ age: 3 });
validate({ age: -1 });
