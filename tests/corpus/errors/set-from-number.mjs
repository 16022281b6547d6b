const unique = (values) => [...new Set(values)];
unique([1, 1]);
unique(12);
