const fail = (icon) => { throw new Error(`${icon} broke 🧨`); }; fail("🔧");
