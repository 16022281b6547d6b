const response = { body: {} };
const {
  body: {
    user: {
      id,
    },
  },
} = response;
console.log(id);
