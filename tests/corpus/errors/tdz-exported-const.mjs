show();
export const title = "Late";
function show() {
  return `# ${title}`;
}
