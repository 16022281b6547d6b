const input = { title: "t" };
const page = {
  title: input.title.trim(),
  slug: input
    .slug
    .toLowerCase(),
  size: 3,
};
console.log(page);
