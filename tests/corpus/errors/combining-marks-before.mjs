const n = "e\u0301 é ẹ̈"; ((v) => v.missing.x)(n);
