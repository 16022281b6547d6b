import toml from "toml";
import ini from "ini";
console.log(JSON.stringify(toml.parse('title = "x"\n[owner]\nages = [1, 2]\n[[list]]\na = true\n')), ini.parse("a=1\n[s]\nb=two\nc[]=x\nc[]=y"), ini.stringify({ s: { k: "v" } }));
