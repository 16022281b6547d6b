const required = (name) => {
  throw new TypeError(`missing ${name}`);
};
const make = ({ host = required("host"), port = 80 } = {}) => host + port;
console.log(make({ host: "a" }));
make({ port: 1 });
