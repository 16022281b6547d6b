const size = (text, length = text.trim().length) => length;
const show = (text, n = size(text)) => `${text}:${n}`;
show("a");
show(5);
