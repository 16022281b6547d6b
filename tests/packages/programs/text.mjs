import validator from "validator";
import slugify from "slugify";
import { camelCase, snakeCase, pascalCase } from "change-case";
import { diffLines, createPatch } from "diff";
console.log(validator.isEmail("a@b.co"), validator.isURL("nope"), validator.escape("<a>"), slugify("Hello Wörld & co", { lower: true }), camelCase("a-b_c"), snakeCase("helloWorld"), pascalCase("x y"));
console.log(diffLines("a\nb\n", "a\nc\n").map((it) => [it.added, it.removed, it.value]), createPatch("f", "a\n", "b\n").split("\n").length);
