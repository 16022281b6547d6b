const form = { name: "a", mail: undefined };
if (
  form.name.length > 0 &&
  form.mail.includes("@") &&
  form.name !== form.mail
) {
  console.log("valid");
}
