const face = "😀😀"; const user = undefined; user.name;
