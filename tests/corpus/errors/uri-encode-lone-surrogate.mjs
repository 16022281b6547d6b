const name = "smile \ud83d";
const link = "/search?q="
  + encodeURIComponent(name);
console.log(link);
