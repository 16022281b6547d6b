let x = "a";
{ let x = "b"; { let x = "c"; console.log(x); } console.log(x); }
console.log(x);
