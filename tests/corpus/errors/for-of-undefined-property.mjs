const page = { title: "Home" };
function render(page) {
  let html = `<h1>${page.title}</h1>`;
  for (const link of page.links) {
    html += link;
  }
  return html;
}
render(page);
