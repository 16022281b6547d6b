//! `saveloop run --inspect` and its kin: who may debug the run, and what stderr says of it, in the
//! words that tools look for.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use runtime::debug::message::AtStart;
use runtime::message::{self, Event, FromTool, ToTool};

use crate::dap::Wish;
use crate::inspector;
use crate::inspector::desk::{Inspection, Outside};
use crate::inspector::rendezvous::{self, Answer};

const PORT: u16 = 9229;

#[derive(clap::Args, Clone, Debug)]
pub struct Inspect {
    /// Let debuggers in, at 127.0.0.1:9229 unless said otherwise; port 0 is any that is free.
    #[arg(long, value_name = "[HOST:]PORT", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    inspect: Option<Place>,
    /// The same, and stop before the first statement.
    #[arg(long, value_name = "[HOST:]PORT", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    inspect_brk: Option<Place>,
    /// The same, and begin when a debugger says so.
    #[arg(long, value_name = "[HOST:]PORT", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    inspect_wait: Option<Place>,
    /// Where debuggers are let in when the inspector starts, by a signal too.
    #[arg(long, value_name = "[HOST:]PORT")]
    inspect_port: Option<Place>,
    /// A page of this origin may connect too, such as DevTools that a server of yours hands out.
    #[arg(long, value_name = "ORIGIN")]
    inspect_allow_origin: Vec<String>,
    /// Who started this in a terminal waits by this number to hear where debuggers are let in.
    #[arg(long, value_name = "NUMBER", hide = true)]
    inspect_told: Option<u32>,
    /// Do not let debuggers in when SIGUSR1 comes.
    #[arg(long)]
    disable_sigusr1: bool,
}

/// What of an address was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    host: Option<String>,
    port: Option<u16>,
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let port = |text: &str| text.parse::<u16>().map_err(|_| format!("{text} is no port (0 to 65535)"));
        let host = |text: &str| Some(text.trim_start_matches('[').trim_end_matches(']').to_owned());
        if text.is_empty() {
            return Ok(Self::default());
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Self { host: None, port: Some(port(text)?) });
        }
        match text.rsplit_once(':') {
            Some((name, number)) if !name.is_empty() && (!name.contains(':') || name.ends_with(']')) => {
                Ok(Self { host: host(name), port: Some(port(number)?) })
            }
            Some(("", number)) => Ok(Self { host: None, port: Some(port(number)?) }),
            _ => Ok(Self { host: host(text), port: None }),
        }
    }
}

impl Place {
    /// What is not given here is as there.
    fn or(self, other: Self) -> Self {
        Self { host: self.host.or(other.host), port: self.port.or(other.port) }
    }

    fn port(&self) -> u16 {
        self.port.unwrap_or(PORT)
    }

    pub fn address(&self) -> io::Result<SocketAddr> {
        let Some(host) = &self.host else { return Ok((Ipv4Addr::LOCALHOST, self.port()).into()) };
        let addresses: Vec<SocketAddr> = (host.as_str(), self.port()).to_socket_addrs()?.collect();
        let preferred = addresses.iter().find(|address| address.is_ipv4()).or(addresses.first());
        preferred.copied().ok_or_else(|| io::Error::other("the host has no address"))
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.host {
            Some(host) if host.parse::<std::net::Ipv6Addr>().is_ok() => write!(f, "[{host}]:{}", self.port()),
            Some(host) => write!(f, "{host}:{}", self.port()),
            None => write!(f, "{}:{}", Ipv4Addr::LOCALHOST, self.port()),
        }
    }
}

/// What happens around debuggers.
pub enum Arrival {
    /// For the session.
    Command(message::Command),
    /// How many debuggers there are now.
    Clients(usize),
    /// What a debugger wants of the program itself.
    Wish(Wish),
    /// The signal that opens the door has come.
    Asked,
}

/// Writes to stderr.
pub type Say<'a> = &'a mut dyn FnMut(&str);

/// Where debuggers come in.
pub struct Door {
    entry: PathBuf,
    place: Place,
    allowed_origins: Vec<String>,
    tell: Tell,
    inspection: Option<Inspection>,
    clients: usize,
}

type Tell = std::sync::Arc<dyn Fn(Arrival) + Send + Sync>;

impl Door {
    /// Opens the door if that was asked for; says how the program begins.
    pub fn new(
        arguments: &Inspect,
        entry: &Path,
        tell: impl Fn(Arrival) + Send + Sync + 'static,
        say: Say,
    ) -> (Self, AtStart) {
        let Inspect { inspect, inspect_brk, inspect_wait, inspect_port, .. } = arguments.clone();
        let at_start = match (&inspect_brk, &inspect_wait) {
            (Some(_), _) => AtStart::Break,
            (None, Some(_)) => AtStart::Wait,
            (None, None) => AtStart::Run,
        };
        let asked = inspect_brk.or(inspect_wait).or(inspect);
        let is_asked = asked.is_some();
        let place = asked.unwrap_or_default().or(inspect_port.unwrap_or_default());
        let mut door = Self {
            entry: entry.to_owned(),
            place,
            allowed_origins: arguments.inspect_allow_origin.clone(),
            tell: std::sync::Arc::new(tell),
            inspection: None,
            clients: 0,
        };
        if !arguments.disable_sigusr1 {
            hear_signal(std::sync::Arc::clone(&door.tell));
        }
        if is_asked {
            match arguments.inspect_told {
                // Its own client knows, and the terminal is the program's.
                Some(asked) => rendezvous::answer(asked, &door.open(&mut |_| {})),
                None => drop(door.open(say)),
            }
        }
        // Where nobody can come, nobody is waited for.
        let at_start = if door.is_open() { at_start } else { AtStart::Run };
        (door, at_start)
    }

    /// Once; a second time it only repeats where the door is.
    fn open(&mut self, say: Say) -> Answer {
        let opened = match self.inspection.as_ref().and_then(Inspection::inspector) {
            Some(inspector) => Ok((inspector.address(), inspector.websocket_url())),
            None => self.place.address().and_then(|address| self.start(address)),
        };
        let (address, url) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                let why = format!("Starting inspector on {} failed: {}", self.place, reason(&error));
                say(&format!("{why}\n"));
                return Answer::Failed { why };
            }
        };
        if !is_of_this_machine(address.ip()) {
            say(&format!(
                "saveloop: WARNING: the inspector listens on {}: OTHER MACHINES CAN REACH IT.\n\
                 saveloop: WARNING: whoever connects can run any code here, with the rights of this user.\n",
                address.ip()
            ));
        }
        say(&format!("Debugger listening on {url}\nFor help, see: https://nodejs.org/en/docs/inspector\n"));
        Answer::Listening { url }
    }

    fn start(&mut self, address: SocketAddr) -> io::Result<(SocketAddr, String)> {
        let options = inspector::Options::of(&self.entry, address);
        let allowed_origins = self.allowed_origins.clone();
        let inspector = self.serving()?.open(inspector::Options { allowed_origins, ..options })?;
        Ok((inspector.address(), inspector.websocket_url()))
    }

    /// What serves debuggers, and the program's own sessions where nobody is let in.
    fn serving(&mut self) -> io::Result<&mut Inspection> {
        let inspection = match self.inspection.take() {
            Some(inspection) => inspection,
            None => {
                let tell = || std::sync::Arc::clone(&self.tell);
                let (core, clients, wish, tool) = (tell(), tell(), tell(), tell());
                let command = |command| Arrival::Command(message::Command::Debug(command));
                let outside = Outside {
                    core: Box::new(move |it| core(command(it))),
                    clients: Box::new(move |count| clients(Arrival::Clients(count))),
                    wish: Box::new(move |wanted| wish(Arrival::Wish(wanted))),
                    tool: Box::new(move |said| tool(Arrival::Command(message::Command::Tool(said)))),
                };
                let name = self.entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Inspection::closed(&name, outside)?
            }
        };
        Ok(self.inspection.insert(inspection))
    }

    /// The program's own debugging tools say something.
    fn hear_tool(&mut self, said: &FromTool, say: Say) {
        let failure = match said {
            FromTool::Open { port, host, .. } => {
                let asked = Place { host: host.clone(), port: *port };
                self.place = asked.or(self.place.clone());
                match self.open(say) {
                    Answer::Failed { why } => Some(why),
                    Answer::Listening { .. } => None,
                }
            }
            FromTool::Close { .. } => {
                self.inspection.iter_mut().for_each(Inspection::shut);
                None
            }
            FromTool::Join(_)
            | FromTool::Leave(_)
            | FromTool::Gone
            | FromTool::Said { .. }
            | FromTool::Sync { .. } => None,
        };
        match (self.serving(), said) {
            (Ok(inspection), said) => inspection.hear_tool(said.clone(), failure),
            // There is no thread for it.
            (Err(error), FromTool::Sync { ask } | FromTool::Open { ask, .. } | FromTool::Close { ask }) => {
                let answer = ToTool::Answer { ask: *ask, door: Err(error.to_string()) };
                (self.tell)(Arrival::Command(message::Command::Tool(answer)));
            }
            (Err(error), _) => tracing::error!("the program cannot talk to its debugger: {error}"),
        }
    }

    /// Takes what has happened; what is for the session is handed back.
    pub fn take(&mut self, arrival: Arrival, say: Say) -> Option<message::Command> {
        match arrival {
            Arrival::Command(command) => return Some(command),
            Arrival::Clients(count) => {
                if count > std::mem::replace(&mut self.clients, count) {
                    say("Debugger attached.\n");
                }
            }
            // The loop around does it.
            Arrival::Wish(_) => {}
            Arrival::Asked => rendezvous::answer(std::process::id(), &self.open(say)),
        }
        None
    }

    /// Passes on what is for debuggers; hands back the rest.
    pub fn pass(&mut self, events: Vec<Event>, say: Say) -> Vec<Event> {
        for event in &events {
            match (event, &self.inspection) {
                (Event::Tool(said), _) => self.hear_tool(said, say),
                (event, Some(inspection)) => inspection.hear(event),
                (_, None) => {}
            }
        }
        events.into_iter().filter(|event| !matches!(event, Event::Debug(_) | Event::Tool(_))).collect()
    }

    fn is_open(&self) -> bool {
        self.inspection.as_ref().is_some_and(|inspection| inspection.inspector().is_some())
    }

    pub fn is_used(&self) -> bool {
        self.clients > 0
    }

    /// The program is over.
    pub fn end(&self) {
        if let Some(inspection) = &self.inspection {
            inspection.end();
        }
    }
}

fn is_of_this_machine(address: IpAddr) -> bool {
    address.is_loopback()
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => "address already in use".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::AddrNotAvailable => "address not available".to_owned(),
        _ => error.to_string(),
    }
}

/// Lets the signal open the door, for as long as the process lives.
#[cfg(unix)]
fn hear_signal(tell: Tell) {
    if let Err(error) = runtime::signals::open_door(move || tell(Arrival::Asked)) {
        tracing::warn!("SIGUSR1 will not start the inspector: {error}");
    }
}

#[cfg(not(unix))]
fn hear_signal(_tell: Tell) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_node_reads_them() {
        let cases = [
            ("", "127.0.0.1:9229"),
            ("0", "127.0.0.1:0"),
            ("9300", "127.0.0.1:9300"),
            (":9300", "127.0.0.1:9300"),
            ("localhost", "localhost:9229"),
            ("localhost:1", "localhost:1"),
            ("0.0.0.0:80", "0.0.0.0:80"),
            ("::1", "[::1]:9229"),
            ("[::1]", "[::1]:9229"),
            ("[::1]:7", "[::1]:7"),
        ];
        for (text, expected) in cases {
            assert_eq!(
                text.parse::<Place>().map(|place| place.to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
        }
        for wrong in ["65536", "localhost:x", "localhost:70000", ":"] {
            assert!(wrong.parse::<Place>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_a_flag_leaves_open_the_port_option_says() {
        let place = |text: &str| text.parse::<Place>().unwrap_or_default();
        assert_eq!(place("").or(place("0.0.0.0:5")), place("0.0.0.0:5"));
        assert_eq!(place("7").or(place("localhost:5")), place("localhost:7"));
    }
}
