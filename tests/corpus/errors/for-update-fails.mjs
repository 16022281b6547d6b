const list = { head: { next: null } };
for (
  let it = list.head;
  true;
  it = it.next.next
) {
  console.log("item");
}
