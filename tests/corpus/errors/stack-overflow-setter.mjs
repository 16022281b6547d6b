const state = { set mode(value) { this.mode = value; } };
state.mode = "on";
