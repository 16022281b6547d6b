Promise.resolve({ rows: null })
  .then((reply) => reply.rows)
  .then((rows) => rows.map(String))
  .then((text) => console.log(text));
