fn main() {
    let p = std::env::args().nth(1).unwrap();
    let s = std::fs::read_to_string(&p).unwrap();
    let r = runtime::transpile::Recipe { experimental_decorators: true, ..Default::default() };
    match runtime::transpile::transpile(std::path::Path::new(&p), &s, &r) {
        Ok(t) => {
            println!("{}\n{:#?}\n{:#?}\n{:?}", t.code, t.requests, t.exports, t.evaluation)
        }
        Err(e) => println!("{e:#?}"),
    }
}
