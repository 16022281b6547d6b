const c = 1;
try { c = 2; } catch (error) { console.log(error.name, c); }
try { for (const i = 0; i < 2; i++) {} } catch (error) { console.log(error.name); }
