//! The bytes of buffers and of views into them, as a client reads memory (pure).

use data_encoding::BASE64;
use runtime::debug::message::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::envelope::{Refusal, To, read};
use super::handles::Held;
use super::stopped::GONE;
use super::{Dap, Then, to};

/// The part of a buffer that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    start: i64,
    count: u32,
}

/// No answer holds more bytes.
const MOST_BYTES: i64 = 1 << 20;

/// The bytes as text, one character each.
const READ: &str = "function(start, count) {
  const bytes = ArrayBuffer.isView(this)
    ? new Uint8Array(this.buffer, this.byteOffset, this.byteLength)
    : new Uint8Array(this);
  let text = '';
  for (const end = Math.min(start + count, bytes.length); start < end; start++) text += String.fromCharCode(bytes[start]);
  return text;
}";

pub fn has_bytes(kind: ObjectKind) -> bool {
    matches!(kind, ObjectKind::ArrayBuffer | ObjectKind::TypedArray | ObjectKind::DataView)
}

impl Dap {
    pub(super) fn read_memory(&mut self, to: &To, arguments: Value) -> Result<(), Refusal> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Arguments {
            memory_reference: String,
            #[serde(default)]
            offset: i64,
            count: i64,
        }
        let it: Arguments = read(arguments)?;
        let held = it.memory_reference.parse().ok().and_then(|number| self.handles.get(number));
        let Some(Held::Object { object, .. }) = held else { return Err(GONE.into()) };
        let count = it.count.clamp(0, MOST_BYTES) as u32;
        if it.offset < 0 {
            // There is nothing in front of a buffer.
            let missing = it.offset.unsigned_abs().min(u64::from(count));
            let body = json!({ "address": address(it.offset), "unreadableBytes": missing });
            self.answer(to, Ok(body));
            return Ok(());
        }
        let bytes = Range { start: it.offset, count };
        let request = Request::CallFunctionOn(CallFunctionOn {
            function: READ.into(),
            this: This::Object(*object),
            arguments: vec![Argument::Json(it.offset.to_string()), Argument::Json(count.to_string())],
            group: None,
            shown: Shown { by_value: true, preview: false },
            flags: EvaluateFlags { silent: true, ..EvaluateFlags::default() },
        });
        self.ask(to.clone(), request, Then::Memory { bytes });
        Ok(())
    }

    pub(super) fn memory_read(
        &mut self,
        to: &To,
        bytes: Range,
        result: &Result<RemoteValue, Box<Exception>>,
    ) {
        let text = match result {
            Ok(RemoteValue::String(text)) => Ok(text.clone()),
            Ok(RemoteValue::Json(json)) => serde_json::from_str(json).map_err(|error| error.to_string()),
            Ok(_) => Err("It has no bytes".to_owned()),
            Err(exception) => Err(to::thrown(&exception.value)),
        };
        let body = text.map(|text: String| {
            let read: Vec<u8> = text.chars().map(|sign| u32::from(sign) as u8).collect();
            let mut body = json!({ "address": address(bytes.start), "data": BASE64.encode(&read) });
            if read.len() < bytes.count as usize {
                body["unreadableBytes"] = json!(bytes.count as usize - read.len());
            }
            body
        });
        self.answer(to, body);
    }
}

/// Counted from the first byte of the buffer.
fn address(offset: i64) -> String {
    if offset < 0 { format!("-{:#x}", offset.unsigned_abs()) } else { format!("{offset:#x}") }
}
