let n = 0;
n++, n++;
void n++;
+n, -n, !n, ~n, typeof n;
console.log(String(n));
