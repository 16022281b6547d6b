import { marked } from "marked";
console.log(marked.parse("# Title\n\nSome *text* with `code`\n\n- a\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```js\nlet a;\n```"));
