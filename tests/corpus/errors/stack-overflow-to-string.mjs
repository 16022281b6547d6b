const echo = { toString() { return `<${this}>`; } };
String(echo);
