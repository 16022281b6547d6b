module.exports = `script ${typeof require} ${this === exports}`;
