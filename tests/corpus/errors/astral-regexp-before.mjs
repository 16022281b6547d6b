const ok = /[😀-😎]/u.test("😀"), x = ok.a.b;
