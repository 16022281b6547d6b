const rows = [{ at: { t: 1 } }, {}];
rows.sort(
  (a, b) =>
    a.at.t - b.at.t,
);
