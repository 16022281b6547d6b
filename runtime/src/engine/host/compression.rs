//! Deflate, gzip and Brotli: each stream is a function that is given bytes and room, and says what became of both.

use std::cell::RefCell;

use brotli::enc::StandardAlloc;
use brotli::enc::encode::{BrotliEncoderOperation, BrotliEncoderParameter, BrotliEncoderStateStruct};
use brotli::{BrotliDecompressStream, BrotliResult, BrotliState};
use flate2::{
    Compress, CompressError, Compression, Decompress, DecompressError, FlushCompress, FlushDecompress, Status,
};
use rquickjs::function::{Func, Opt};
use rquickjs::{Array, Ctx, Exception, Function, Object, TypedArray, Value};

use super::encoding::view;

pub fn natives<'js>(ctx: &Ctx<'js>) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("open", Func::from(open))?;
    object.set("crc32", Func::from(crc32))?;
    Ok(object)
}

/// zlib's numbers for how a call went.
mod code {
    pub const OK: i32 = 0;
    pub const NEED_DICTIONARY: i32 = 2;
    pub const DATA_ERROR: i32 = -3;
    pub const BUFFER_ERROR: i32 = -5;
}

/// zlib's numbers for how much has to come out.
mod flush {
    pub const PARTIAL: i32 = 1;
    pub const SYNC: i32 = 2;
    pub const FULL: i32 = 3;
    pub const FINISH: i32 = 4;
    pub const BLOCK: i32 = 5;
}

/// What one step did.
struct Step {
    consumed: usize,
    written: usize,
    code: i32,
    message: String,
}

impl Step {
    fn failed(code: i32, message: &str) -> Self {
        Self { consumed: 0, written: 0, code, message: message.to_owned() }
    }
}

type BrotliDecoder = BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>;

enum Coder {
    Deflate(Compress),
    Inflate(Inflater),
    BrotliEncode(Box<BrotliEncoderStateStruct<StandardAlloc>>),
    BrotliDecode(Box<BrotliDecoder>),
}

/// How the bytes of a deflate stream are wrapped. `Either` is known by the first byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrapping {
    Raw,
    Zlib,
    Gzip,
    Either,
}

struct Inflater {
    inner: Decompress,
    wrapping: Wrapping,
    bits: u8,
    dictionary: Option<Vec<u8>>,
    has_ended: bool,
}

impl Wrapping {
    fn decompress(self, bits: u8) -> Decompress {
        match self {
            Self::Raw => Decompress::new_with_window_bits(false, bits),
            Self::Gzip => Decompress::new_gzip(bits),
            Self::Zlib | Self::Either => Decompress::new_with_window_bits(true, bits),
        }
    }
}

/// `mode` is Node's number for the kind of stream; `params` are Brotli's, by their numbers.
fn open<'js>(
    ctx: Ctx<'js>,
    mode: i32,
    level: i32,
    bits: u8,
    dictionary: Opt<Option<TypedArray<'js, u8>>>,
    params: Opt<Option<Vec<Vec<u32>>>>,
) -> rquickjs::Result<Function<'js>> {
    let dictionary = match dictionary.0.flatten() {
        Some(bytes) => Some(view(&ctx, &bytes)?.to_vec()),
        None => None,
    };
    let refused = |ctx: &Ctx<'js>| Exception::throw_message(ctx, "the parameters do not fit");
    let coder = match mode {
        1 | 3 | 5 => deflater(mode, level, bits, dictionary.as_deref()).map_err(|_| refused(&ctx))?,
        2 | 4 | 6 | 7 => inflater(mode, bits, dictionary).map_err(|_| refused(&ctx))?,
        8 => Coder::BrotliDecode(Box::new(BrotliState::new_strict(
            StandardAlloc::default(),
            StandardAlloc::default(),
            StandardAlloc::default(),
        ))),
        _ => brotli_encoder(&params.0.flatten().unwrap_or_default()),
    };
    let coder = RefCell::new((coder, Vec::new()));
    let step = move |ctx: Ctx<'js>,
                     input: TypedArray<'js, u8>,
                     offset: usize,
                     flush: i32,
                     room: usize|
          -> rquickjs::Result<Array<'js>> {
        let bytes = view(&ctx, &input)?.get(offset..).unwrap_or_default();
        let (coder, output) = &mut *coder.borrow_mut();
        output.resize(room, 0);
        let step = coder.step(bytes, output, flush);
        let answer = Array::new(ctx.clone())?;
        answer.set(0, TypedArray::<u8>::new_copy(ctx, output.get(..step.written).unwrap_or_default())?)?;
        answer.set(1, step.consumed)?;
        answer.set(2, step.code)?;
        answer.set(3, step.message)?;
        Ok(answer)
    };
    Function::new(ctx, step)
}

fn deflater(mode: i32, level: i32, bits: u8, dictionary: Option<&[u8]>) -> Result<Coder, CompressError> {
    let level = u32::try_from(level).map_or(Compression::default(), Compression::new);
    // The smallest window is one that only exists with a header.
    let mut inner = match mode {
        3 => Compress::new_gzip(level, bits.max(9)),
        1 => Compress::new_with_window_bits(level, true, bits.max(9)),
        _ => Compress::new_with_window_bits(level, false, bits.max(9)),
    };
    if let Some(dictionary) = dictionary
        && mode != 3
    {
        inner.set_dictionary(dictionary)?;
    }
    Ok(Coder::Deflate(inner))
}

fn inflater(mode: i32, bits: u8, dictionary: Option<Vec<u8>>) -> Result<Coder, DecompressError> {
    let wrapping = match mode {
        2 => Wrapping::Zlib,
        4 => Wrapping::Gzip,
        6 => Wrapping::Raw,
        _ => Wrapping::Either,
    };
    // None: as large as the stream says.
    let bits = if bits == 0 { 15 } else { bits.max(9) };
    let mut inner = wrapping.decompress(bits);
    if wrapping == Wrapping::Raw
        && let Some(dictionary) = &dictionary
    {
        inner.set_dictionary(dictionary)?;
    }
    Ok(Coder::Inflate(Inflater { inner, wrapping, bits, dictionary, has_ended: false }))
}

fn brotli_encoder(params: &[Vec<u32>]) -> Coder {
    use BrotliEncoderParameter as P;
    let mut encoder = BrotliEncoderStateStruct::new(StandardAlloc::default());
    for param in params {
        let [key, value] = param.as_slice() else { continue };
        let key = match key {
            0 => P::BROTLI_PARAM_MODE,
            1 => P::BROTLI_PARAM_QUALITY,
            2 => P::BROTLI_PARAM_LGWIN,
            3 => P::BROTLI_PARAM_LGBLOCK,
            5 => P::BROTLI_PARAM_SIZE_HINT,
            6 => P::BROTLI_PARAM_LARGE_WINDOW,
            _ => continue,
        };
        encoder.set_parameter(key, *value);
    }
    Coder::BrotliEncode(Box::new(encoder))
}

impl Coder {
    fn step(&mut self, input: &[u8], output: &mut [u8], flush: i32) -> Step {
        match self {
            Self::Deflate(inner) => deflate(inner, input, output, flush),
            Self::Inflate(inflater) => inflater.step(input, output, flush),
            Self::BrotliEncode(encoder) => brotli_encode(encoder, input, output, flush),
            Self::BrotliDecode(decoder) => brotli_decode(decoder, input, output, flush),
        }
    }
}

fn moved(before: u64, after: u64) -> usize {
    usize::try_from(after - before).unwrap_or(usize::MAX)
}

fn deflate(inner: &mut Compress, input: &[u8], output: &mut [u8], kind: i32) -> Step {
    let (read, wrote) = (inner.total_in(), inner.total_out());
    let kind = match kind {
        flush::PARTIAL => FlushCompress::Partial,
        flush::SYNC | flush::BLOCK => FlushCompress::Sync,
        flush::FULL => FlushCompress::Full,
        flush::FINISH => FlushCompress::Finish,
        _ => FlushCompress::None,
    };
    let (code, message) = match inner.compress(input, output, kind) {
        Ok(_) => (code::OK, String::new()),
        Err(error) => (code::DATA_ERROR, error.message().unwrap_or("Zlib error").to_owned()),
    };
    let (consumed, written) = (moved(read, inner.total_in()), moved(wrote, inner.total_out()));
    Step { consumed, written, code, message }
}

impl Inflater {
    fn step(&mut self, input: &[u8], output: &mut [u8], kind: i32) -> Step {
        if self.wrapping == Wrapping::Either
            && let Some(first) = input.first()
        {
            self.wrapping = if *first == 0x1f { Wrapping::Gzip } else { Wrapping::Zlib };
            self.inner = self.wrapping.decompress(self.bits);
        }
        let (mut consumed, mut written) = (0, 0);
        loop {
            let (rest, room) =
                (input.get(consumed..).unwrap_or_default(), output.get_mut(written..).unwrap_or_default());
            if self.has_ended {
                // One gzip member may follow another; zeros are padding, and what follows a stream is not its.
                let is_next = self.wrapping == Wrapping::Gzip && rest.first().is_some_and(|byte| *byte != 0);
                if !is_next {
                    return Step { consumed: input.len(), written, code: code::OK, message: String::new() };
                }
                self.inner = self.wrapping.decompress(self.bits);
                self.has_ended = false;
            }
            let has_room = !room.is_empty();
            let mut step = self.once(rest, room, kind);
            step.consumed += consumed;
            step.written += written;
            (consumed, written) = (step.consumed, step.written);
            if step.code != code::OK || !self.has_ended || !has_room {
                return step;
            }
        }
    }

    fn once(&mut self, input: &[u8], output: &mut [u8], kind: i32) -> Step {
        let (read, wrote) = (self.inner.total_in(), self.inner.total_out());
        let flushing = match kind {
            flush::FINISH | flush::SYNC => FlushDecompress::Sync,
            _ => FlushDecompress::None,
        };
        let mut result = self.inner.decompress(input, output, flushing);
        if let Err(error) = &result
            && error.needs_dictionary().is_some()
        {
            let Some(dictionary) = &self.dictionary else {
                return Step::failed(code::NEED_DICTIONARY, "Missing dictionary");
            };
            if self.inner.set_dictionary(dictionary).is_err() {
                return Step::failed(code::NEED_DICTIONARY, "Bad dictionary");
            }
            let consumed = moved(read, self.inner.total_in());
            let rest = input.get(consumed..).unwrap_or_default();
            result = self.inner.decompress(rest, output, flushing);
        }
        let (consumed, written) = (moved(read, self.inner.total_in()), moved(wrote, self.inner.total_out()));
        let (code, message) = match result {
            Ok(Status::StreamEnd) => {
                self.has_ended = true;
                (code::OK, String::new())
            }
            Ok(_) if kind == flush::FINISH && written < output.len() => {
                (code::BUFFER_ERROR, "unexpected end of file".to_owned())
            }
            Ok(_) => (code::OK, String::new()),
            Err(error) => (code::DATA_ERROR, error.message().unwrap_or("Zlib error").to_owned()),
        };
        Step { consumed, written, code, message }
    }
}

fn brotli_encode(
    encoder: &mut BrotliEncoderStateStruct<StandardAlloc>,
    input: &[u8],
    output: &mut [u8],
    kind: i32,
) -> Step {
    let operation = match kind {
        1 => BrotliEncoderOperation::BROTLI_OPERATION_FLUSH,
        2 => BrotliEncoderOperation::BROTLI_OPERATION_FINISH,
        _ => BrotliEncoderOperation::BROTLI_OPERATION_PROCESS,
    };
    let (mut left, mut consumed) = (input.len(), 0);
    let (mut room, mut written) = (output.len(), 0);
    let is_fine = encoder.compress_stream(
        operation,
        &mut left,
        input,
        &mut consumed,
        &mut room,
        output,
        &mut written,
        &mut None,
        &mut |_, _, _, _| (),
    );
    if is_fine {
        Step { consumed, written, code: code::OK, message: String::new() }
    } else {
        Step { consumed, written, code: code::BUFFER_ERROR, message: "Compression failed".to_owned() }
    }
}

fn brotli_decode(decoder: &mut BrotliDecoder, input: &[u8], output: &mut [u8], kind: i32) -> Step {
    let (mut left, mut consumed) = (input.len(), 0);
    let (mut room, mut written) = (output.len(), 0);
    let result = BrotliDecompressStream(
        &mut left,
        &mut consumed,
        input,
        &mut room,
        &mut written,
        output,
        &mut 0,
        decoder,
    );
    let (code, message) = match result {
        BrotliResult::ResultFailure => (decoder.error_code as i32, "Decompression failed"),
        // 2 is Brotli's number for the end of the input.
        BrotliResult::NeedsMoreInput if kind == 2 => (code::BUFFER_ERROR, "unexpected end of file"),
        BrotliResult::ResultSuccess => {
            consumed = input.len();
            (code::OK, "")
        }
        _ => (code::OK, ""),
    };
    Step { consumed, written, code, message: message.to_owned() }
}

/// The checksum of gzip, from where an earlier one ended.
fn crc32<'js>(ctx: Ctx<'js>, bytes: TypedArray<'js, u8>, start: Value<'js>) -> rquickjs::Result<f64> {
    let start = start.as_number().unwrap_or(0.0) as u32;
    let mut sum = !start;
    for byte in view(&ctx, &bytes)? {
        let index = (sum ^ u32::from(*byte)) & 255;
        sum = sum >> 8 ^ CRC.get(index as usize).copied().unwrap_or(0);
    }
    Ok(f64::from(!sum))
}

const CRC: [u32; 256] = {
    let mut table = [0; 256];
    let mut index = 0;
    while index < 256 {
        let mut value = index as u32;
        let mut bit = 0;
        while bit < 8 {
            value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[index] = value;
        index += 1;
    }
    table
};
