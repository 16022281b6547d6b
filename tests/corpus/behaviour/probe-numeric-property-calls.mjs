console.log(1..toFixed(1), 1.5.toFixed(0), (1).toString(), 0xf.toString(2), 1_000..toString());
