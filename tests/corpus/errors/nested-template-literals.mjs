const rows = [{ cells: ["a"] }, {}];
const html = `<table>${
  rows.map((row) => `<tr>${
    row.cells.map((cell) => `<td>${cell}</td>`).join("")
  }</tr>`).join("\n")
}</table>`;
console.log(html);
