import MarkdownIt from "markdown-it";
console.log(new MarkdownIt({ html: true, linkify: true, typographer: true }).render('# Hi\n\n"quoted" text -- https://example.com\n\n1. one\n2. two\n\n> quote **b**'));
