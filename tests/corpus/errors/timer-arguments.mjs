const show = (user, key) => console.log(user[key].length);
setTimeout(show, 1, { name: "ann" }, "name");
setTimeout(show, 2, { name: "ann" }, "town");
