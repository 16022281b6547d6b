//! The process and the machine it runs on.

#[cfg(unix)]
mod machine;

use std::rc::Rc;

use rquickjs::function::Func;
use rquickjs::{Ctx, Exception, Function, Object, qjs};

use crate::engine::context::Turn;
use crate::engine::gate::{self, Gate};
use crate::permissions::{Level, Wanted};
use crate::surroundings::executable;

pub fn natives<'js>(ctx: &Ctx<'js>, turn: &Rc<Turn>, gate: &Rc<Gate>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("cwd", Func::from(cwd))?;
    let guard = Rc::clone(gate);
    let go = move |ctx: Ctx<'js>, path: String| -> rquickjs::Result<i32> {
        guard.demand(&ctx, &Wanted::read(gate::real(&path, true)))?;
        Ok(chdir(path))
    };
    object.set("chdir", Func::from(go))?;
    variables(&object, gate)?;
    #[cfg(unix)]
    object.set("umask", Func::from(umask))?;
    #[cfg(unix)]
    object.set("usage", Func::from(usage))?;
    object.set("parseEnv", Func::from(parse_env))?;
    object.set("pid", std::process::id())?;
    object.set("hasChannel", turn.has_stdin.get() && has_channel())?;
    object.set("parentPid", Func::from(parent))?;
    object.set("executable", Func::from(executable))?;
    object.set("platform", platform())?;
    object.set("arch", arch())?;
    object.set("endianness", if cfg!(target_endian = "big") { "BE" } else { "LE" })?;
    let guard = Rc::clone(gate);
    let file = move |ctx: Ctx<'js>, path: String| -> rquickjs::Result<Option<String>> {
        if !OF_THE_MACHINE.contains(&path.as_str()) {
            guard.demand(&ctx, &Wanted::read(gate::real(&path, true)))?;
        }
        Ok(std::fs::read_to_string(path).ok())
    };
    object.set("file", Func::from(file))?;
    let authorities = || std::fs::read_to_string(std::env::var_os("NODE_EXTRA_CA_CERTS")?).ok();
    object.set("moreAuthorities", Func::from(authorities))?;
    object.set("memory", Func::from(memory))?;
    object.set("uname", Func::from(uname))?;
    object.set("ids", Func::from(ids))?;
    object.set("parallelism", Func::from(|| std::thread::available_parallelism().map_or(1, usize::from)))?;
    #[cfg(unix)]
    machine::install(&object, gate)?;
    let shared = Rc::clone(turn);
    let exit = move |ctx: Ctx<'js>, code: i32| -> rquickjs::Result<()> {
        shared.exit(code);
        ended(&ctx)
    };
    object.set("exit", Function::new(ctx.clone(), exit)?)?;
    let shared = Rc::clone(turn);
    let die = move |ctx: Ctx<'js>, signal: i32| -> rquickjs::Result<()> {
        shared.die(signal);
        ended(&ctx)
    };
    object.set("die", Function::new(ctx.clone(), die)?)?;
    let shared = Rc::clone(turn);
    object.set("endsWith", Func::from(move |code: i32| shared.ends_with(code)))?;
    let shared = Rc::clone(turn);
    object.set("watchEnd", Func::from(move || shared.watches_end.set(true)))?;
    Ok(object)
}

#[cfg(unix)]
fn has_channel() -> bool {
    crate::channel::is_there()
}
#[cfg(not(unix))]
fn has_channel() -> bool {
    false
}

/// Nothing of the program runs from here on.
fn ended(ctx: &Ctx<'_>) -> rquickjs::Result<()> {
    let error = Exception::from_message(ctx.clone(), "the program ended")?.into_value();
    // SAFETY: the value is an error of this context. No `catch` and no `finally` of the program sees it.
    unsafe { qjs::JS_SetUncatchableError(ctx.as_raw().as_ptr(), error.as_raw()) };
    Err(ctx.throw(error))
}

fn cwd(ctx: Ctx<'_>) -> rquickjs::Result<String> {
    match std::env::current_dir() {
        Ok(path) => Ok(path.to_string_lossy().into_owned()),
        Err(error) => Err(Exception::throw_message(&ctx, &format!("there is no current directory: {error}"))),
    }
}

/// What went wrong, as the number of the operating system's error; 0: nothing.
fn chdir(path: String) -> i32 {
    match std::env::set_current_dir(path) {
        Ok(()) => 0,
        Err(error) => error.raw_os_error().unwrap_or(-1),
    }
}

fn env() -> impl Iterator<Item = [String; 2]> {
    let text = |it: std::ffi::OsString| it.to_string_lossy().into_owned();
    std::env::vars_os().map(move |(name, value)| [text(name), text(value)])
}

/// What the library reads of the machine, which says nothing of the person.
const OF_THE_MACHINE: [&str; 5] =
    ["/etc/resolv.conf", "/proc/meminfo", "/proc/uptime", "/proc/loadavg", "/proc/cpuinfo"];

/// Those that can be had without a question; names of the others; one by its name; all that are left.
fn variables<'js>(object: &Object<'js>, gate: &Rc<Gate>) -> rquickjs::Result<()> {
    let shared = Rc::clone(gate);
    let is_free = move |name: &str| {
        shared.is_open() || shared.level(&Wanted::Env { name: name.to_owned() }) == Level::Allow
    };
    let free = is_free.clone();
    let open = move || env().filter(|[name, _]| free(name)).map(Vec::from).collect::<Vec<_>>();
    object.set("env", Func::from(open))?;
    let hidden = move || env().map(|[name, _]| name).filter(|name| !is_free(name)).collect::<Vec<_>>();
    object.set("hiddenEnv", Func::from(hidden))?;
    let shared = Rc::clone(gate);
    let one = move |ctx: Ctx<'js>, name: String| -> rquickjs::Result<Option<String>> {
        shared.demand(&ctx, &Wanted::Env { name: name.clone() })?;
        Ok(std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    };
    object.set("envOf", Func::from(one))?;
    let shared = Rc::clone(gate);
    // Who lists them sees what is allowed: that they are not there is no error.
    let list = move |ctx: Ctx<'js>, names: Vec<String>| -> rquickjs::Result<Vec<String>> {
        let mut allowed = Vec::new();
        let mut is_told = false;
        for name in names {
            let wanted = Wanted::Env { name: name.clone() };
            let is_allowed = match shared.level(&wanted) {
                Level::Deny if is_told => false,
                _ => shared.refusal(&ctx, &wanted)?.is_none(),
            };
            is_told |= !is_allowed;
            if is_allowed {
                allowed.push(name);
            }
        }
        Ok(allowed)
    };
    object.set("allowedEnv", Func::from(list))
}

fn parse_env(text: String) -> Vec<Vec<String>> {
    crate::dotenv::parse(&text).into_iter().map(|(name, value)| vec![name, value]).collect()
}

/// The mask as it was; a negative one changes nothing.
#[cfg(unix)]
fn umask(mask: i32) -> u32 {
    use rustix::fs::Mode;
    let before = rustix::process::umask(Mode::from_raw_mode(mask.max(0) as u32));
    if mask < 0 {
        rustix::process::umask(before);
    }
    before.as_raw_mode()
}

/// Microseconds of the processor, by the program and for it by the system.
#[cfg(unix)]
fn usage() -> Vec<f64> {
    let ticks = || -> Option<Vec<f64>> {
        let text = std::fs::read_to_string("/proc/self/stat").ok()?;
        let fields: Vec<&str> = text.rsplit_once(") ")?.1.split(' ').collect();
        let micros = |index: usize| fields.get(index)?.parse::<f64>().ok().map(|ticks| ticks * 1e4);
        Some(vec![micros(11)?, micros(12)?])
    };
    ticks().unwrap_or_else(|| vec![0.0, 0.0])
}

fn platform() -> &'static str {
    match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    }
}

fn arch() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "x86" => "ia32",
        other => other,
    }
}

/// Resident bytes of the process, bytes JavaScript uses and holds, bytes free on the machine.
fn memory(ctx: Ctx<'_>) -> Vec<f64> {
    let resident = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = resident.and_then(|text| text.split(' ').nth(1)?.parse::<f64>().ok()).unwrap_or(0.0);
    let available = std::fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
        line.trim().trim_end_matches(" kB").parse::<f64>().ok()
    });
    // SAFETY: the context is alive, and the usage is plain numbers.
    let usage = unsafe {
        let mut usage: qjs::JSMemoryUsage = std::mem::zeroed();
        qjs::JS_ComputeMemoryUsage(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()), &raw mut usage);
        usage
    };
    let (used, held) = (usage.memory_used_size as f64, usage.malloc_size as f64);
    vec![pages * 4096.0, used, held.max(used), available.unwrap_or(0.0) * 1024.0]
}

#[cfg(unix)]
fn parent() -> u32 {
    std::os::unix::process::parent_id()
}

#[cfg(not(unix))]
fn parent() -> u32 {
    0
}

/// System, node, release, version and machine.
#[cfg(unix)]
fn uname() -> Vec<String> {
    let it = rustix::system::uname();
    [it.sysname(), it.nodename(), it.release(), it.version(), it.machine()]
        .map(|text| text.to_string_lossy().into_owned())
        .into()
}

/// User and group, real and effective.
#[cfg(unix)]
fn ids() -> Vec<u32> {
    use rustix::process::{getegid, geteuid, getgid, getuid};
    vec![getuid().as_raw(), geteuid().as_raw(), getgid().as_raw(), getegid().as_raw()]
}

#[cfg(not(unix))]
fn uname() -> Vec<String> {
    let name = std::env::var("COMPUTERNAME").unwrap_or_default();
    vec!["Windows_NT".into(), name, String::new(), String::new(), std::env::consts::ARCH.into()]
}

#[cfg(not(unix))]
fn ids() -> Vec<u32> {
    Vec::new()
}
