let cursor = { value: 1, next: null };
do {
  console.log(cursor.value);
  cursor = cursor.next;
} while (cursor.value < 3);
