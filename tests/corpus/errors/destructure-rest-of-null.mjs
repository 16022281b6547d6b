const merge = (base) => {
  const { ...copy } = base;
  return copy;
};
merge({});
merge(null);
