type Routes = Record<string, { path: string; auth?: boolean }>;
const routes = { home: { path: "/" }, admin: { path: "/admin", auth: true } } satisfies Routes;
const kinds = ["a", "b"] as const;
type Kind = (typeof kinds)[number];
const last: Kind = kinds[kinds.length - 1]!;
const value = <unknown>"text" as string;
let maybe: { deep?: { n: number } } | undefined = { deep: { n: 1 } };
maybe!.deep!.n++;
console.log(routes.admin.auth, last, (value as string).length, maybe!.deep!.n, (kinds as readonly string[]).includes("b"));
