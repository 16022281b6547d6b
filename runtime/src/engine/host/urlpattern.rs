//! Patterns of addresses: taken apart by a crate, matched by the engine's own regular expressions.

use rquickjs::function::Func;
use rquickjs::{Ctx, Object};
use serde_json::json;
use urlpattern::UrlPatternOptions;
use urlpattern::quirks::{self, EcmaRegexp, StringOrInit, UrlPattern};

pub fn natives<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("parse", Func::from(parse))?;
    object.set("input", Func::from(input))?;
    Ok(object)
}

/// The components of a pattern as JSON, or `{"wrong": why}`. `given`: a string or a record, as JSON.
fn parse(given: String, base: Option<String>, ignore_case: bool) -> String {
    match parsed(&given, base.as_deref(), ignore_case) {
        Ok(pattern) => json!(pattern).to_string(),
        Err(why) => json!({ "wrong": why }).to_string(),
    }
}

fn parsed(given: &str, base: Option<&str>, ignore_case: bool) -> Result<UrlPattern, String> {
    let given: StringOrInit = serde_json::from_str(given).map_err(|error| error.to_string())?;
    let init = quirks::process_construct_pattern_input(given, base).map_err(|error| error.to_string())?;
    quirks::parse_pattern::<EcmaRegexp>(
        init,
        UrlPatternOptions { ignore_case, ..UrlPatternOptions::default() },
    )
    .map_err(|error| error.to_string())
}

/// What is matched, component by component as JSON; `null`: it is no address. `{"wrong": why}`: it may not be asked.
fn input(given: String, base: Option<String>) -> String {
    let asked = serde_json::from_str::<StringOrInit>(&given).map_err(|error| error.to_string());
    let asked = asked.and_then(|given| {
        quirks::process_match_input(given, base.as_deref()).map_err(|error| error.to_string())
    });
    match asked {
        Ok(asked) => json!(asked.and_then(|(input, _)| quirks::parse_match_input(input))).to_string(),
        Err(why) => json!({ "wrong": why }).to_string(),
    }
}
