try { class A { static { throw new Error("static"); } } } catch (error) { console.log(error.message); }
