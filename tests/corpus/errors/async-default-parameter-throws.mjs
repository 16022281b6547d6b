const required = () => {
  throw new TypeError("parameter missing");
};
async function send(body = required()) {
  return body;
}
send();
