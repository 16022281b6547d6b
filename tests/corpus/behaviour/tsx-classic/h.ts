type Child = unknown;
export interface Node { tag: unknown; props: Record<string, unknown> | null; children: Child[] }
export const h = (tag: unknown, props: Record<string, unknown> | null, ...children: Child[]): Node => ({ tag, props, children });
export const Fragment = Symbol("fragment");
export function render(node: any): string {
  if (node === false || node == null) return "";
  if (Array.isArray(node)) return node.map(render).join("");
  if (typeof node !== "object") return String(node);
  if (node.tag === undefined) return "undefined tag";
  if (typeof node.tag === "function") return render(node.tag({ ...node.props, children: node.children }));
  const inner = node.children.map(render).join("");
  if (node.tag === Fragment) return inner;
  const props = Object.entries(node.props ?? {}).map(([k, v]) => ` ${k}=${JSON.stringify(v)}`).join("");
  return `<${node.tag}${props}>${inner}</${node.tag}>`;
}
