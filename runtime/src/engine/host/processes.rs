//! Other processes, as the library starts and ends them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use rquickjs::function::Func;
use rquickjs::{Ctx, FromJs, IntoJs, Object, TypedArray, Value};

use super::encoding::view;
use super::files::Files;
use crate::engine::gate::{self, Gate};
use crate::engine::io::child::{self, Lead, Start, Wait};
use crate::engine::io::{Fault, Io, Number, Reply};
use crate::permissions::Wanted;
use crate::surroundings::is_obeyed;

pub fn natives<'js>(
    ctx: &Ctx<'js>,
    io: &Rc<Io>,
    files: &Files,
    gate: &Rc<Gate>,
) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    let (shared, table, guard) = (Rc::clone(io), files.clone(), Rc::clone(gate));
    // `number` for its end, `pipes` for the sockets of its pipes. What is answered is the number of the process.
    let spawn = move |ctx: Ctx<'js>, number: f64, asked: Asked, pipes: Vec<f64>| {
        if let Some(fault) = guard.refusal(&ctx, &asked.wanted())? {
            return gate::refused(&ctx, fault);
        }
        let pipes: Vec<Number> = pipes.into_iter().map(Number::new).collect();
        let started = leads(&table, &asked.leads)
            .and_then(|leads| shared.spawn_child(Number::new(number), &asked.start, leads, &pipes));
        answer(&ctx, started.map(|pid| Reply::Number(f64::from(pid))))
    };
    object.set("spawn", Func::from(spawn))?;
    let (table, guard) = (files.clone(), Rc::clone(gate));
    // `limits`: milliseconds, bytes, the signal that ends it.
    let run = move |ctx: Ctx<'js>, asked: Asked, input: TypedArray<'js, u8>, limits: Vec<f64>| {
        if let Some(fault) = guard.refusal(&ctx, &asked.wanted())? {
            return gate::refused(&ctx, fault);
        }
        let limit = |index: usize| limits.get(index).copied().unwrap_or_default();
        let wait = Wait {
            input: view(&ctx, &input)?.to_vec(),
            timeout: (limit(0) > 0.0).then(|| Duration::from_secs_f64(limit(0) / 1e3)),
            most: limit(1) as usize,
            signal: limit(2) as i32,
        };
        answer(&ctx, leads(&table, &asked.leads).and_then(|leads| child::run(&asked.start, leads, wait)))
    };
    object.set("run", Func::from(run))?;
    let shared = Rc::clone(io);
    // Answered when the I/O thread has looked at everything else that is ready.
    let fence = move |number: f64| {
        shared.run(Number::new(number), async {
            for _ in 0..2 {
                tokio::task::yield_now().await;
            }
            Ok(Reply::Nothing)
        });
    };
    object.set("fence", Func::from(fence))?;
    let shared = Rc::clone(io);
    // The channel to whoever started this process; whether its messages are in V8's format.
    let join = move |ctx: Ctx<'js>, number: f64| {
        let joined = match crate::channel::take() {
            Some(channel) => shared
                .open_socket(Number::new(number), channel.socket.into())
                .map(|()| Reply::Number(f64::from(u8::from(channel.is_advanced)))),
            None => Err(Fault::default()),
        };
        answer(&ctx, joined)
    };
    object.set("join", Func::from(join))?;
    let guard = Rc::clone(gate);
    let kill = move |ctx: Ctx<'js>, pid: i32, signal: i32| -> rquickjs::Result<i32> {
        guard.demand(&ctx, &Wanted::Run { file: None })?;
        Ok(child::kill(pid, signal).map_or_else(rustix::io::Errno::raw_os_error, |()| 0))
    };
    object.set("kill", Func::from(kill))?;
    Ok(object)
}

fn answer<'js>(ctx: &Ctx<'js>, result: Result<Reply, Fault>) -> rquickjs::Result<Value<'js>> {
    result.unwrap_or_else(Reply::Fault).into_js(ctx)
}

struct Asked {
    start: Start,
    /// -1: nowhere, -2: a pipe; else an open file.
    leads: Vec<i32>,
}

impl Asked {
    fn wanted(&self) -> Wanted {
        Wanted::Run { file: Some(meant(&self.start)) }
    }
}

/// What a list may name: the program as it is called, if that is what a person means by it. Who calls `git` with
/// a path of its own, or has the loader load something into it, calls another program.
fn meant(start: &Start) -> String {
    let file = &start.file;
    let is_new = |(name, value): &&(String, String)| {
        is_obeyed(name) && std::env::var_os(name).is_none_or(|own| own != value.as_str())
    };
    if let Some((name, _)) = start.env.iter().find(is_new) {
        return format!("{file} with {name}");
    }
    let here = std::env::current_dir().unwrap_or_default();
    let there = start.cwd.as_ref().map_or_else(|| here.clone(), |cwd| here.join(cwd));
    if file.contains('/') {
        let is_moved = Path::new(file).is_relative() && there != here;
        return if is_moved { there.join(file).to_string_lossy().into_owned() } else { file.clone() };
    }
    let path = start.env.iter().rfind(|(name, _)| name == "PATH").map(|(_, value)| OsStr::new(value));
    let (called, own) = (found(file, path, &there), found(file, std::env::var_os("PATH").as_deref(), &here));
    match called {
        Some(called) if Some(&called) != own.as_ref() => called.to_string_lossy().into_owned(),
        _ => file.clone(),
    }
}

/// The first file of this name on a path.
fn found(file: &str, path: Option<&OsStr>, directory: &Path) -> Option<PathBuf> {
    let folders = std::env::split_paths(path.unwrap_or(OsStr::new("/bin:/usr/bin"))).collect::<Vec<_>>();
    folders.iter().map(|folder| directory.join(folder).join(file)).find(|it| it.is_file())
}

impl<'js> FromJs<'js> for Asked {
    fn from_js(ctx: &Ctx<'js>, value: Value<'js>) -> rquickjs::Result<Self> {
        let object = Object::from_js(ctx, value)?;
        let env: Vec<Vec<String>> = object.get("env")?;
        let env = env.into_iter().filter_map(|pair| <[String; 2]>::try_from(pair).ok()).map(Into::into);
        let start = Start {
            file: object.get("file")?,
            args: object.get("args")?,
            cwd: object.get("cwd")?,
            env: env.collect(),
            is_detached: object.get("detached")?,
            uid: object.get("uid")?,
            gid: object.get("gid")?,
        };
        Ok(Self { start, leads: object.get("leads")? })
    }
}

fn leads(files: &Files, asked: &[i32]) -> Result<Vec<Lead>, Fault> {
    let lead = |&lead: &i32| match lead {
        -1 => Ok(Lead::Nowhere),
        -2 => Ok(Lead::Pipe),
        fd => {
            let bad = || std::io::Error::from_raw_os_error(rustix::io::Errno::BADF.raw_os_error());
            let file = files.get(fd).ok_or_else(bad)?;
            Ok(Lead::File(file.try_clone()?))
        }
    };
    asked.iter().map(lead).collect()
}
