const build = (Type, args) => Reflect.construct(Type, args);
build(Date, [0]);
build(() => {}, []);
