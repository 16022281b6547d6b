const client = {};
const url = async () => "u";
client.get(
  await url(),
);
