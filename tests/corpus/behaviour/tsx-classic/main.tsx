import { h, Fragment, render } from "./h";
const Item = ({ name, children }: { name: string; children?: unknown }) => <li title={name}>{children}</li>;
const list = ["a", "b"];
const attributes = { id: "x", "data-n": 1 };
const tree = (
  <>
    <ul {...attributes} class="list" hidden>
      {list.map((it) => <Item name={it}>item {it}</Item>)}
      {/* nothing */}
      {false}
    </ul>
    text &amp; entity &#65;
    <input value='q"' />
  </>
);
console.log(render(tree));
console.log(render(<Item.type name="m" /> as any) === undefined ? "" : "member");
