const log: string[] = [];
class Base { constructor(protected readonly id: number) { log.push("base"); } }
class User extends Base {
  greeting = `hi ${this.id}`;
  constructor(public name: string, private age = 30, id = 7) {
    super(id);
    log.push(`${this.name} ${this.age}`);
  }
  describe() { return [this.id, this.name, this.age, this.greeting].join(); }
}
const user = new User("ann");
console.log(user.describe(), Object.keys(user).join(), log.join());
