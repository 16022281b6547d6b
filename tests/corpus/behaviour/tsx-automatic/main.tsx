import { render } from "tiny-jsx";
const Card = ({ title, children }: { title: string; children?: unknown }) => <section><h1>{title}</h1>{children}</section>;
const props = { key: "k2", id: "spread" };
console.log(render(
  <Card title="T">
    <p key="k1" {...{ lang: "en" }}>one</p>
    <>two{3}</>
  </Card>,
));
console.log(render(<p {...props} title="after" />), render(<br />));
