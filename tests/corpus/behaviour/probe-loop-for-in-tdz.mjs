try { for (let x in x) {} } catch (error) { console.log(error.name); }
