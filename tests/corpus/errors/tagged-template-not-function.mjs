const html = { raw: String.raw };
console.log(html.raw`<p>`);
console.log(html
  .safe`<b>${1}</b>`);
