const list = [2, 1];
list.sort("ascending");
