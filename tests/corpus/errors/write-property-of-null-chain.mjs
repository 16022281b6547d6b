const node = { next: { next: null } };
node
  .next
  .next
  .value = 42;
