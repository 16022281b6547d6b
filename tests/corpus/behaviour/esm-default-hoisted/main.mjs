import "./user.mjs";
