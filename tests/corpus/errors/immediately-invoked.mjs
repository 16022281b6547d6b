const settings = (() => {
  const defaults = { theme: {} };
  return {
    color: defaults.theme.colors.main,
  };
})();
console.log(settings);
