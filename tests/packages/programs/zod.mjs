import { z } from "zod";
const User = z.object({ name: z.string().min(2), age: z.number().int().positive().optional(), tags: z.array(z.string()).default([]) });
console.log(User.parse({ name: "Ada", age: 36 }));
const bad = User.safeParse({ name: "A", age: -1.5 });
console.log(bad.success, bad.error.issues.map((it) => [it.code, it.path.join(".")]));
console.log(z.union([z.string(), z.number()]).parse(5), z.coerce.number().parse("42"), z.enum(["a", "b"]).options);
