const max = 3;
function grow() {
  max = max + 1;
}
grow();
