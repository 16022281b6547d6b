const base = Object.freeze({ theme: "dark" });
const apply = (patch) => Object.assign(base, patch);
apply({});
apply({ theme: "light" });
