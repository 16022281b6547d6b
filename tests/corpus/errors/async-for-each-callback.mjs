const files = ["a.txt", "b"];
files.forEach(async (file) => {
  const [, extension] = file.split(".");
  await null;
  console.log(extension.toUpperCase());
});
