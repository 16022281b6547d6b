const max = (list) => Math.max.apply(null, list);
max([1, 2]);
max("12");
