switch (1) { case 1: console.log(f()); break; case 2: function f() { return "hoisted"; } }
