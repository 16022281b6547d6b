const average = (sum, count) => sum / count;
average(10n, 0n);
