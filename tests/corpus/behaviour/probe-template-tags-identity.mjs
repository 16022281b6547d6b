const tag = (parts) => parts;
const get = () => tag`a${1}b`;
console.log(get() === get(), get().raw.join(), Object.isFrozen(get()));
