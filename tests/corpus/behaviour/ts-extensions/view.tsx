export const f: string = "view.tsx";
