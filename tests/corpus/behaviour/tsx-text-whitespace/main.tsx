const h = (tag: unknown, _: unknown, ...kids: unknown[]) => JSON.stringify(kids);
console.log(<p>
  one
    two  three

  {"four"} five{" "}
  six&nbsp;seven
</p>);
console.log(<p> a </p>, <p>

</p>, <p>{}</p>, <p a="line
two">😀</p>);
