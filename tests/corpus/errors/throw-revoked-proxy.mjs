// @line 5
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
queueMicrotask(() => {
  throw proxy;
});
