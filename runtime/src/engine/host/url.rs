//! The standard's URL parser. An address is its text; every question parses what it asks of.

use rquickjs::function::Func;
use rquickjs::{Ctx, Object};
use url::{Url, quirks};

pub fn natives<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("parse", Func::from(parse))?;
    object.set("set", Func::from(set))?;
    object.set("domainToASCII", Func::from(|domain: String| quirks::domain_to_ascii(&domain)))?;
    object.set("domainToUnicode", Func::from(|domain: String| quirks::domain_to_unicode(&domain)))?;
    Ok(object)
}

/// The parts of an address, in the order of [`parts`]; `null` when it is none.
fn parse(address: String, base: Option<String>) -> Option<Vec<String>> {
    let base = match base {
        Some(base) => Some(Url::parse(&base).ok()?),
        None => None,
    };
    let url = Url::options().base_url(base.as_ref()).parse(&address).ok()?;
    Some(parts(&url))
}

fn parts(url: &Url) -> Vec<String> {
    [
        url.as_str(),
        &origin(url),
        quirks::protocol(url),
        quirks::username(url),
        quirks::password(url),
        quirks::host(url),
        quirks::hostname(url),
        quirks::port(url),
        quirks::pathname(url),
        quirks::search(url),
        quirks::hash(url),
    ]
    .map(str::to_owned)
    .into()
}

/// Of a blob: that of the address inside, if that is one of the web.
fn origin(url: &Url) -> String {
    let inner = (url.scheme() == "blob").then(|| Url::parse(url.path()).ok()).flatten();
    match inner {
        Some(inner) if !matches!(inner.scheme(), "http" | "https") => "null".to_owned(),
        _ => quirks::origin(url),
    }
}

/// The parts after one of them was assigned; a value that does not fit changes nothing, as the standard has it.
fn set(address: String, part: String, value: String) -> Option<Vec<String>> {
    let mut url = Url::parse(&address).ok()?;
    match part.as_str() {
        "protocol" => drop(quirks::set_protocol(&mut url, &value)),
        "username" => drop(quirks::set_username(&mut url, &value)),
        "password" => drop(quirks::set_password(&mut url, &value)),
        "host" => drop(quirks::set_host(&mut url, &value)),
        "hostname" => drop(quirks::set_hostname(&mut url, &value)),
        "port" => drop(quirks::set_port(&mut url, &value)),
        "pathname" => quirks::set_pathname(&mut url, &value),
        "search" => quirks::set_search(&mut url, &value),
        "hash" => quirks::set_hash(&mut url, &value),
        _ => {}
    }
    Some(parts(&url))
}
