console.log("main");
import "./first.cjs";
import "./second.mjs";
import "./third.cjs";
