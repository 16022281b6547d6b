const clone = (proto) => Object.create(proto);
clone(null);
clone(undefined);
