const flatten = (list) => list.map((it) => Array.isArray(it) ? flatten(it) : it);
const endless = [];
endless.push(endless);
flatten(endless);
