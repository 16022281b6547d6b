const fetchUser = async () => undefined;
const main = async () => {
  const user = await fetchUser();
  return user.name;
};
main();
