try { new A(); class A {} } catch (error) { console.log(error.name); }
