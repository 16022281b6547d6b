import nunjucks from "nunjucks";
import ejs from "ejs";
import Mustache from "mustache";
console.log(nunjucks.renderString("{% for x in list %}{{ loop.index }}={{ x | upper }} {% endfor %}{{ html }}", { list: ["a", "b"], html: "<b>" }));
console.log(ejs.render("<% for (const x of list) { %><%= x %>,<% } %><%- raw %>", { list: [1, 2], raw: "<i>" }), Mustache.render("{{#p}}{{n}} {{/p}}{{{r}}}", { p: [{ n: 1 }, { n: 2 }], r: "&" }));
