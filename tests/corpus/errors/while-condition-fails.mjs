let node = { next: { next: null } };
while (node.next.next !== undefined) {
  node = node.next;
}
