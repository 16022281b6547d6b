const make = (deep) => deep ? () => make(false) : "done";
make(true)()();
