//! Text to bytes and back. Strings arrive well formed; bytes are read where they are.

use rquickjs::function::Func;
use rquickjs::{Ctx, Exception, Object, TypedArray};

pub fn natives<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("utf8Encode", Func::from(utf8_encode))?;
    object.set("utf8Length", Func::from(|text: String| text.len()))?;
    object.set("utf8Decode", Func::from(utf8_decode))?;
    object.set("utf8Valid", Func::from(utf8_valid))?;
    object.set("latin1Encode", Func::from(latin1_encode))?;
    object.set("latin1Decode", Func::from(latin1_decode))?;
    object.set("isLatin1", Func::from(|text: String| text.chars().all(|it| it <= '\u{ff}')))?;
    object.set("encodingOf", Func::from(super::labels::encoding_of))?;
    object.set("decoder", Func::from(super::labels::decoder))?;
    object.set("hexEncode", Func::from(hex_encode))?;
    object.set("base64Encode", Func::from(base64_encode))?;
    object.set("base64Decode", Func::from(base64_decode))?;
    Ok(object)
}

/// The bytes of a view, or an error that a program can catch: its memory may be detached.
pub fn view<'v>(ctx: &Ctx, view: &'v TypedArray<u8>) -> rquickjs::Result<&'v [u8]> {
    // SAFETY: natives read it and return; nothing of JavaScript runs meanwhile that could write or free it.
    unsafe { view.as_bytes() }.ok_or_else(|| Exception::throw_type(ctx, "the memory of the view is detached"))
}

fn part<'v>(ctx: &Ctx, bytes: &'v TypedArray<u8>, from: usize, to: usize) -> rquickjs::Result<&'v [u8]> {
    Ok(view(ctx, bytes)?.get(from..to).unwrap_or_default())
}

fn utf8_encode<'js>(ctx: Ctx<'js>, text: String) -> rquickjs::Result<TypedArray<'js, u8>> {
    TypedArray::new(ctx, text.into_bytes())
}

fn utf8_decode<'js>(
    ctx: Ctx<'js>,
    bytes: TypedArray<'js, u8>,
    from: usize,
    to: usize,
) -> rquickjs::Result<String> {
    let bytes = part(&ctx, &bytes, from, to)?;
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// Nothing where a character is no byte.
fn latin1_encode<'js>(ctx: Ctx<'js>, text: String) -> rquickjs::Result<Option<TypedArray<'js, u8>>> {
    let bytes: Option<Vec<u8>> = text.chars().map(|it| u8::try_from(it).ok()).collect();
    bytes.map(|bytes| TypedArray::new(ctx, bytes)).transpose()
}

/// Every byte, with the bits of the mask, is a character.
fn latin1_decode<'js>(
    ctx: Ctx<'js>,
    bytes: TypedArray<'js, u8>,
    from: usize,
    to: usize,
    mask: u8,
) -> rquickjs::Result<String> {
    let bytes = part(&ctx, &bytes, from, to)?;
    Ok(bytes.iter().map(|byte| char::from(byte & mask)).collect())
}

fn utf8_valid<'js>(ctx: Ctx<'js>, bytes: TypedArray<'js, u8>) -> rquickjs::Result<bool> {
    Ok(std::str::from_utf8(view(&ctx, &bytes)?).is_ok())
}

fn hex_encode<'js>(
    ctx: Ctx<'js>,
    bytes: TypedArray<'js, u8>,
    from: usize,
    to: usize,
) -> rquickjs::Result<String> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let bytes = part(&ctx, &bytes, from, to)?;
    let digit = |nibble: u8| char::from(*DIGITS.get(usize::from(nibble)).unwrap_or(&b'0'));
    Ok(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect())
}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL_SAFE: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn base64_encode<'js>(
    ctx: Ctx<'js>,
    bytes: TypedArray<'js, u8>,
    from: usize,
    to: usize,
    is_url: bool,
) -> rquickjs::Result<String> {
    let bytes = part(&ctx, &bytes, from, to)?;
    let alphabet = if is_url { URL_SAFE } else { STANDARD };
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for index in 0..4 {
            if index <= chunk.len() {
                let sextet = (group >> (18 - 6 * index)) & 63;
                out.push(char::from(*alphabet.get(sextet as usize).unwrap_or(&b'A')));
            } else if !is_url {
                out.push('=');
            }
        }
    }
    Ok(out)
}

/// Both alphabets; what belongs to neither is passed over, and padding ends it, as Node has it.
fn base64_decode<'js>(ctx: Ctx<'js>, text: String) -> rquickjs::Result<TypedArray<'js, u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 3);
    let (mut group, mut bits) = (0_u32, 0);
    for byte in text.bytes() {
        let sextet = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        group = group << 6 | u32::from(sextet);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((group >> bits) as u8);
        }
    }
    TypedArray::new(ctx, out)
}
