const a = { b: { c: null } };
delete a
  .b
  .c.d;
