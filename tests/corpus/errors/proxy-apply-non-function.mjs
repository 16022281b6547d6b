const service = new Proxy({}, { apply: () => 1 });
service();
