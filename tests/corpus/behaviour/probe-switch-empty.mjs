let n = 0;
switch (n++) {}
switch (n++) { default: }
switch (n++) { case 0: case 1: case 2: }
console.log(String(n));
