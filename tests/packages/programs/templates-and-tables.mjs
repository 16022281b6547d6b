import Table from "cli-table3";
import { Liquid } from "liquidjs";

const table = new Table({ head: ["name", "value"], colAligns: ["left", "right"], style: { head: [], border: [] } });
table.push(["one", 1], ["wide ü✓ 日本", "x\ny"], [{ colSpan: 2, content: "both", hAlign: "center" }]);
console.log(table.toString());

const liquid = new Liquid();
liquid.registerFilter("double", (it) => it * 2);
console.log(await liquid.parseAndRender("{% for x in xs %}{{ forloop.index }}:{{ x | upcase }}{% unless forloop.last %}, {% endunless %}{% endfor %} {% assign n = 3 | double %}{{ n }} {% if a and b %}A{% else %}B{% endif %} {{ when | date: '%Y-%m-%d' }}", { xs: ["a", "b"], a: true, when: new Date(2026, 0, 2) }));
for (const bad of ["{% nope %}", "{{ a | nope }}", "{% if a %}"]) {
  await liquid.parseAndRender(bad, {}, { strictFilters: true }).catch((error) => console.log(error.name, error.message));
}
