class Node
  extends Node {
  value = 1;
}
