// @line 4
function load() {
  return new Promise((resolve, reject) => {
    reject({ code: 1 });
  });
}
load();
