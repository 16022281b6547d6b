exports.early = "early";
exports.change = () => { exports.early = "changed"; };
setTimeout(() => {}, 0);
exports.later = "later";
