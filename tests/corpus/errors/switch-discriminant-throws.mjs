let event;
switch (
  event.type
) {
  case "key":
    console.log("key");
}
