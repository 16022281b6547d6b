const rows = [{}, {}];
rows.sort(
  (a, b) =>
    a.at.t - b.at.t,
);
