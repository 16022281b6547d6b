//! The programs that are measured, generated: the same text each time.

use std::fmt::Write;
use std::path::Path;

/// How many modules the large program has besides its entry.
pub const LEAVES: usize = 500;

/// Twenty lines of TypeScript that throw the round's number, at a line that moves with it.
pub fn thrower(round: usize) -> String {
    let at = round % 12;
    let mut text = String::from("interface Item { id: number; name: string }\nenum Kind { A, B }\n");
    for line in 0..16 {
        if line == at {
            let _ = writeln!(text, "if (Kind.B as number) throw new Error(\"round {round} over\");");
        } else {
            let _ = writeln!(text, "const item{line}: Item = {{ id: {line}, name: `n${{Kind.A}}` }};");
        }
    }
    text.push_str("export type { Item };\nexport { Kind };\n");
    text
}

/// The entry of the large program.
pub fn many_entry() -> String {
    let mut text = String::new();
    for leaf in 0..LEAVES {
        let _ = writeln!(text, "import {{ value{leaf} }} from \"./leaf{leaf}.ts\";");
    }
    text.push_str("let sum: number = 0;\n");
    for leaf in 0..LEAVES {
        let _ = writeln!(text, "sum += value{leaf}(1);");
    }
    text.push_str("export { sum };\n");
    text
}

pub fn leaf(leaf: usize) -> String {
    format!(
        "interface Step {{ by: number }}\nconst step: Step = {{ by: {leaf} }};\n\
         export function value{leaf}(x: number): number {{ return x + step.by; }}\n"
    )
}

/// The leaf whose body throws.
pub fn throwing_leaf(leaf_number: usize, round: usize) -> String {
    let blank = "\n".repeat(round % 9);
    format!("{blank}if (1 as number) throw new Error(\"round {round} over\");\n{}", leaf(leaf_number))
}

pub fn write_many(folder: &Path) {
    std::fs::write(folder.join("main.ts"), many_entry()).unwrap();
    for number in 0..LEAVES {
        std::fs::write(folder.join(format!("leaf{number}.ts")), leaf(number)).unwrap();
    }
}

/// Real code of at least this many bytes: interfaces, enums, generic classes, async, arrows.
pub fn large(bytes: usize) -> String {
    let mut text = String::from(
        "interface Opts { attempt?: number }\n\
         async function helper(key: string, opts: Opts): Promise<unknown> { return [key, opts]; }\n",
    );
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&BLOCK.replace('#', &number.to_string()));
    }
    text
}

const BLOCK: &str = r"export interface Item# { id: number; name: string; tags?: readonly string[] }
export enum Kind# { A, B = 5, C }
export class Service#<T extends Item#> {
  private cache = new Map<string, T>();
  constructor(private readonly base: string, protected opts: Opts = {}) {}
  async load(id: number, retries: number = 3): Promise<T | undefined> {
    const key = `${this.base}/${id}`;
    if (this.cache.has(key)) return this.cache.get(key);
    for (let n = 0; n < retries; n++) {
      try {
        const res = await helper(key, { ...this.opts, attempt: n }) as T;
        this.cache.set(key, res);
        return res;
      } catch (e: unknown) {
        if (n === retries - 1) throw new Error(`failed é ${(e as Error).message}`);
      }
    }
    return undefined;
  }
  map<U>(f: (t: T, i: number) => U): U[] { return [...this.cache.values()].map((v, i) => f(v!, i)); }
}
export const pick# = <T,>(xs: T[], k: keyof T) =>
  xs.filter(x => x[k] != null).reduce((a, x) => ({ ...a, [String(x[k])]: x }), {} as Record<string, T>);
";
