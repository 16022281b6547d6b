__fixture.n += 1;
export const read = () => __fixture.n;
