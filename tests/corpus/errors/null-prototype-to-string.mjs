const bag = Object.create(null);
bag.size = 3;
console.log("bag: " + bag);
