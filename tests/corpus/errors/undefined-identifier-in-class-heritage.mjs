const registry = new Map();
class View extends Component {
  draw() {}
}
registry.set("view", View);
