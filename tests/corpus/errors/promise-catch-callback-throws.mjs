Promise.reject(new Error("first"))
  .catch((error) => {
    console.log(error.message);
    return error.details.code;
  });
