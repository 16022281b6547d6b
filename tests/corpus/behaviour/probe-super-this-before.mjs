class Base {}
class Derived extends Base { constructor() { try { this.x = 1; } catch (error) { console.log(error.name); } super(); } }
new Derived();
