const list = [1, 2, 3];
Object.defineProperty(list, "length", { writable: false });
list.length = 0;
