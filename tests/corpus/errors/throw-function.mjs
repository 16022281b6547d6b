// @line 4
const handler = () => "handled";
(function run() {
  throw handler;
})();
