const plugins = { lint: "on" };
plugins.format?.();
plugins.lint?.();
