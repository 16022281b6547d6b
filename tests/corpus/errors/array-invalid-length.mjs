const makeRow = (width) => new Array(width).fill(0);
makeRow(3);
makeRow(-3);
