const Type = { name: "Type" };
const check = (value) => value instanceof Type;
check([]);
