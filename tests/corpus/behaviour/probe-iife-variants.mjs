const seen = [];
(function () { seen.push(1); })();
(() => { seen.push(2); })();
!function () { seen.push(3); }();
void async function () { seen.push(4); }();
new class { constructor() { seen.push(5); } };
console.log(seen.join());
