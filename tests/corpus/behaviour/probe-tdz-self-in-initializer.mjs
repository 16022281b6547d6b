try { let x = (x, 1); } catch (error) { console.log(error.name); }
try { const f = f(); } catch (error) { console.log(error.name); }
