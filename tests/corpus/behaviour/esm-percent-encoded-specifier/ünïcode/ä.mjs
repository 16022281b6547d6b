export const deep = "umlaut";
