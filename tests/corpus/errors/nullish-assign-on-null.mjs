let config = null;
config.retries ??= 3;
