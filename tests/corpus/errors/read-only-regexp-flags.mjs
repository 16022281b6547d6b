const pattern = /a/g;
pattern.flags = "i";
