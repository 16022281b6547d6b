const Handlebars = require("handlebars");
Handlebars.registerHelper("loud", (text) => text.toUpperCase());
console.log(Handlebars.compile("{{#each people}}{{@index}}: {{loud name}} {{#if old}}old{{else}}young{{/if}}; {{/each}}{{{raw}}} {{raw}}")({ people: [{ name: "ann", old: true }, { name: "bob" }], raw: "<b>" }));
