try { for (const x of [x]) {} } catch (error) { console.log(error.name); }
try { for (let i = i; ;) {} } catch (error) { console.log(error.name); }
