const logger = {};

function report(level, text) {
  logger.write(
    level.toUpperCase(),
    [
      text,
      text.length,
    ].join(" "),
    {
      at: 12,
    },
  );
}

report("info", "started");
