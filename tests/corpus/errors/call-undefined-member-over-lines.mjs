const client = { connect() { return this; } };
client
  .connect()
  .connect()
  .disconnect(
    1,
    2,
  );
