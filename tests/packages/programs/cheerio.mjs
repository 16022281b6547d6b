import * as cheerio from "cheerio";
const $ = cheerio.load('<ul id="fruits"><li class="apple">Apple</li><li class="orange">Orange</li></ul>');
$("ul").append('<li class="plum">Plum</li>');
$(".apple").attr("data-x", "1").text("Big & Apple");
console.log($("li").length, $("li").map((_, it) => $(it).text()).get(), $("#fruits").html());
