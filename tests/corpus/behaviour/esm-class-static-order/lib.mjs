export const log = [];
const note = (text) => { log.push(text); return text; };
export class A extends (note("heritage"), Object) {
  [note("key1")] = note("instance");
  static [note("key2")] = note("static1");
  static { note("block1:" + (this === A)); }
  static [note("key3")]() {}
  static last = note("static2") + log.length;
  static { note("block2"); }
}
note("after");
