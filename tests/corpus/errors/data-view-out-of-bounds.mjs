const view = new DataView(new ArrayBuffer(4));
const readAll = (offsets) => offsets.map((at) => view.getUint32(at));
readAll([0, 2]);
