const reply = { data: {} };
const {
  data: {
    user: { name },
  },
} = reply;
console.log(name);
