function httpError(status, text) {
  const error = new Error(`${status} ${text}`);
  error.status = status;
  return error;
}

function fetchPage(path) {
  throw httpError(
    404,
    path,
  );
}

fetchPage("/nowhere");
