import "./first.mjs";
