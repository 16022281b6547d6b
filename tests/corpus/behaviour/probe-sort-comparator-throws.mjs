const list = [3, 1, 2];
try { list.sort(() => { throw new Error("no order"); }); } catch (error) { console.log(error.message, list.length); }
