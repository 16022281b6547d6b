const theme = Object.freeze({ color: "red" });
function repaint(theme) {
  theme.color = "blue";
}
repaint(theme);
