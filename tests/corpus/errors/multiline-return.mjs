function total(cart) {
  return (
    cart.items.length *
    cart.price.amount +
    cart.shipping
  );
}
total({ items: [1], shipping: 2 });
