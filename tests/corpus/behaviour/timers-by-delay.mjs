setTimeout(() => console.log("40"), 40);
setTimeout(() => console.log("20"), 20);
setTimeout(() => console.log("1"), 1);
setTimeout(() => console.log("20 second"), 20);
setTimeout(() => console.log("60"), 60);
