// @line 3
const respond = (status) =>
  Promise.reject({
    status,
    text: "nope",
  });
respond(404);
