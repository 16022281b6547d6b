class Menu {
	items = [];
	open(name) {
		if (name) {
			return this.items.find((it) => it.name === name).children;
		}
	}
}
new Menu().open("file");
