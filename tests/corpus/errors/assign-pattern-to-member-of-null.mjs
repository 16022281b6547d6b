let target = null;
[target.x] = [1];
