switch (1) {
  case 0:
    let x = "never";
  case 1:
    try { x; } catch (error) { console.log(error.name); }
    try { x = "set"; } catch (error) { console.log(error.name); }
}
