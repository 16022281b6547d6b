console.log("second");
import "./shared.cjs";
