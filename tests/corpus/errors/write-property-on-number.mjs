const n = 5;
n.unit = "px";
