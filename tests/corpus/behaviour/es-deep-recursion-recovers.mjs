let depth = 0;
const dive = () => { depth++; dive(); };
try { dive(); } catch (e) { console.log(e instanceof RangeError || e.name === "InternalError", depth > 100); }
const first = depth;
depth = 0;
try { dive(); } catch { console.log(depth > 100, first > 100); }
