// @line 3
function cancel() {
  return Promise.reject();
}
cancel();
