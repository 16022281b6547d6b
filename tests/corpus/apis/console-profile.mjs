// Profiles and time stamps of the console are for debuggers: without one nothing is printed.
import { profile, profileEnd, timeStamp } from "node:console";
console.log(console.profile("a"), console.profile(), console.timeStamp("now"));
console.log(console.profileEnd("never begun"), console.profileEnd("a"), console.profileEnd(), console.profileEnd());
console.log(profile === console.profile, profileEnd === console.profileEnd, timeStamp === console.timeStamp);
for (const name of ["profile", "profileEnd", "timeStamp"]) {
  const { value, ...flags } = Object.getOwnPropertyDescriptor(console, name);
  console.log(name, value.name, value.length, flags);
  try {
    new value();
  } catch (error) {
    console.log(error.name);
  }
}
console.group("in");
console.profile("b");
console.log("indented");
console.profileEnd("b");
console.groupEnd();
