const Service = () => ({});
const service = new Service();
console.log(service);
