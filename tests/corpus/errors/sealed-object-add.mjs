const form = Object.seal({ name: "" });
form.name = "Ann";
form["email"] = "a@b";
