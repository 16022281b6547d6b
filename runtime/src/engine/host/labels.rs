//! The encodings of the Encoding standard that a decoder may be asked for by a label.

use std::cell::RefCell;

use encoding_rs::{Decoder, DecoderResult, Encoding};
use rquickjs::{Ctx, Function, TypedArray};

use super::encoding::view;

/// The standard's name of the encoding that a label stands for; nothing: none, or one that only encodes.
pub fn encoding_of(label: String) -> Option<String> {
    let encoding = Encoding::for_label_no_replacement(label.as_bytes())?;
    Some(encoding.name().to_ascii_lowercase())
}

/// A function that decodes piece after piece. It answers nothing for bytes that stand for no text, when
/// those are not to be replaced.
pub fn decoder<'js>(ctx: Ctx<'js>, label: String, is_fatal: bool) -> rquickjs::Result<Function<'js>> {
    let encoding = Encoding::for_label_no_replacement(label.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    let state = RefCell::new(encoding.new_decoder_without_bom_handling());
    let decode = move |ctx: Ctx<'js>, bytes: TypedArray<'js, u8>, is_last: bool| {
        let bytes = view(&ctx, &bytes)?;
        let mut decoder = state.borrow_mut();
        let text = if is_fatal {
            strict(&mut decoder, bytes, is_last)
        } else {
            Some(replacing(&mut decoder, bytes, is_last))
        };
        if is_last {
            *decoder = encoding.new_decoder_without_bom_handling();
        }
        Ok::<_, rquickjs::Error>(text)
    };
    Function::new(ctx, decode)
}

fn replacing(decoder: &mut Decoder, bytes: &[u8], is_last: bool) -> String {
    let room = decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(room);
    // There is room for all of it: one call takes all.
    let _ = decoder.decode_to_string(bytes, &mut text, is_last);
    text
}

fn strict(decoder: &mut Decoder, bytes: &[u8], is_last: bool) -> Option<String> {
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len());
    let mut text = String::with_capacity(room);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, is_last) {
        (DecoderResult::InputEmpty, _) => Some(text),
        _ => None,
    }
}
