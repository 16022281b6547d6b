export default { name: "paths" };
