const limit = 10;
{
  const half = limit / 2;
  console.log(half);
  const limit = 20;
}
