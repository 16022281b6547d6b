const settings = Object.freeze({ theme: "dark" });
const drop = (object, ...keys) => {
  for (const key of keys) {
    delete object[key];
  }
};
drop(settings, "theme");
