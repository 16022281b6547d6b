const o = Object.freeze({ a: 1 });
try { delete o.a; } catch (error) { console.log(error.name); }
try { o.b = 1; } catch (error) { console.log(error.name); }
