const stats = {};
stats.hits.total += 1;
