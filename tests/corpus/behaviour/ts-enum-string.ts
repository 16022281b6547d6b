enum Color { Red = "r", Green = "g", Mixed = `${Red}${Green}`, Count = 2 }
console.log(Object.keys(Color).join(), Color.Mixed, Color[2], (Color as any)["r"]);
const byName: Color = Color["Green"];
switch (byName as Color) {
  case Color.Red: console.log("red"); break;
  case Color.Green: console.log("green"); break;
}
