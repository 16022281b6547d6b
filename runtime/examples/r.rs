use runtime::{message::*, session::*, sources::Disk};
use std::sync::{Arc, mpsc::channel};
fn main() {
    let p = std::fs::canonicalize(std::env::args().nth(1).unwrap()).unwrap();
    let (tx, rx) = channel();
    let s = Session::start(
        Options { entry: p, args: vec![], engine: EngineHost::InProcess, limits: Limits::default() },
        Arc::new(Disk),
        move |e| {
            let _ = tx.send(e);
        },
    );
    for batch in rx {
        for e in batch {
            match e {
                Event::Console(c) => println!("{}", c.text),
                Event::Error(e) => {
                    println!(
                        "ERR {:?} {} @ {:?}",
                        e.kind,
                        e.headline(),
                        e.location.as_ref().map(|l| (
                            l.text[..l.range.start].matches('\n').count() + 1,
                            &l.text[l.range.clone()]
                        ))
                    );
                    for f in &e.frames {
                        match &f.place {
                            FramePlace::At(l) => println!(
                                "   at {:?} {}:{} {:?}",
                                f.function,
                                l.path.display(),
                                l.text[..l.range.start].matches('\n').count() + 1,
                                &l.text[l.range.clone()]
                            ),
                            o => println!("   at {:?} {o:?}", f.function),
                        }
                    }
                    if let Some(c) = &e.cause {
                        println!("  cause {}", c.headline())
                    }
                }
                Event::Refused { errors, .. } => {
                    for e in errors {
                        println!(
                            "REFUSED {} help={:?} @ {:?}",
                            e.headline(),
                            e.help,
                            e.location.as_ref().map(|l| (
                                l.text[..l.range.start].matches('\n').count() + 1,
                                &l.text[l.range.clone()]
                            ))
                        )
                    }
                }
                Event::Settled { alive: false, .. } => {
                    drop(s);
                    return;
                }
                Event::Outcome(o) => println!("OUTCOME {:?} {:?}", o.outcome, o.phases),
                o => println!("{o:?}"),
            }
        }
    }
}
