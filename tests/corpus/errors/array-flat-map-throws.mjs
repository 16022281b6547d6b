const groups = [{ tags: ["x"] }, { tags: null }];
const tags = groups.flatMap(({ tags }) => [...tags]);
console.log(tags);
