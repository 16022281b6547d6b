const tag = Symbol("tag");
tag.description = "other";
