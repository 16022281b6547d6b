const parse = (text) => JSON.parse(text);
class Settings {
  name = "default";
  values = parse("{oops");
}
new Settings();
