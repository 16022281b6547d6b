const slots = Object.preventExtensions([1, 2]);
slots[0] = 5;
slots[2] = 6;
