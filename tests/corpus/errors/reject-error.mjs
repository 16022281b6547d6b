class Api {
  fetch(path) {
    return Promise.reject(
      new Error("offline: " + path),
    );
  }
}
new Api().fetch("/");
