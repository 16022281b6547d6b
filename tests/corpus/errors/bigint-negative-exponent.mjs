const pow = (base, exponent) => base ** exponent;
console.log(String(pow(2n, 8n)));
pow(2n, -1n);
