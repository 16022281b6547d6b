const base = (text) => text.split("/").at(-1);
export const where = [base(import.meta.url), base(import.meta.dirname)];
import.meta.extra = 1;
where.push(import.meta.extra);
