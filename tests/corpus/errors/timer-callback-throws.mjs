const state = { items: undefined };
setTimeout(() => {
  state
    .items
    .push(1);
}, 2);
