class Base {}
class Derived extends Base { constructor() { if (false) super(); } }
try { new Derived(); } catch (error) { console.log(error.name); }
