console.log(f(), typeof g);
function f() { return h(); function h() { return "h"; } }
var g = () => {};
