const secrets = new WeakMap();
const keep = (owner, secret) => secrets.set(owner, secret);
keep({}, 1);
keep("me", 2);
