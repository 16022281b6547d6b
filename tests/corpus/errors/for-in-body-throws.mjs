const shape = { side: 2, corners: null };
for (const key in shape) {
  console.log(shape[key].toFixed(1));
}
