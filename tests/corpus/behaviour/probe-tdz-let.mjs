try { x; let x = 1; } catch (error) { console.log(error.name); }
