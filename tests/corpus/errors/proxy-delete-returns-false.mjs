const guarded = new Proxy({ keep: 1 }, { deleteProperty: () => false });
delete guarded.keep;
