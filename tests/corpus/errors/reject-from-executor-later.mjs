// @line 5
const fetchRow = (id) =>
  new Promise((resolve, reject) => {
    setTimeout(() => {
      if (id > 1) reject({ code: 404, id });
      else resolve({ id });
    }, 1);
  });

Promise.all([fetchRow(1), fetchRow(2)]).then(console.log);
