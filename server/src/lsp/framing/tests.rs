//! Every way a stream can be broken, and the message behind it that must still be read.

use serde_json::{Value, json};

use super::*;

fn request(id: i64) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": "saveloop/test", "params": {"text": "é\n"}})
}

fn framed(body: &str) -> Vec<u8> {
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn decode(chunks: &[&[u8]]) -> Vec<Frame> {
    let mut decoder = Decoder::default();
    let mut frames = Vec::new();
    for chunk in chunks {
        decoder.push(chunk);
        while let Some(frame) = decoder.next_frame() {
            frames.push(frame);
        }
    }
    frames
}

/// Decodes `hostile` and a valid request behind it, whole and byte by byte.
#[track_caller]
fn check(hostile: &[u8], expected: &[Rejection]) {
    let mut stream = hostile.to_vec();
    stream.extend(framed(&request(7).to_string()));
    let whole = decode(&[&stream]);
    let bytes: Vec<&[u8]> = stream.chunks(1).collect();
    let mut frames = whole.iter();
    for rejection in expected {
        assert_eq!(frames.next(), Some(&Frame::Rejected(*rejection)), "in {whole:?}");
    }
    let Some(Frame::Message(body)) = frames.next() else { panic!("no message in {whole:?}") };
    assert_eq!(body.message, request(7));
    assert_eq!(frames.next(), None);
    assert!(
        decode(&bytes).iter().any(|frame| matches!(frame, Frame::Message(m) if m.message == request(7))),
        "byte by byte"
    );
}

#[test]
fn a_message_is_read_whole_and_byte_by_byte() {
    check(b"", &[]);
}

#[test]
fn garbage_before_a_header_is_skipped() {
    check(b"hello\r\nworld {}[]", &[Rejection::Garbage]);
    check(&[0, 255, 254, 10, 13], &[Rejection::Garbage]);
}

#[test]
fn long_garbage_is_not_kept() {
    let mut decoder = Decoder::default();
    for _ in 0..1000 {
        decoder.push(&[b'x'; 4096]);
        while decoder.next_frame().is_some() {}
    }
    assert!(decoder.input.len() < 3 * 4096, "{}", decoder.input.len());
}

#[test]
fn header_variants_are_taken() {
    let body = request(7).to_string();
    for header in [
        format!("Content-Length: {}\n\n", body.len()),
        format!("content-length:{}\r\n\r\n", body.len()),
        format!("CONTENT-LENGTH :  {}\r\n\r\n", body.len()),
        format!(
            "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
            body.len()
        ),
        format!("Content-Length: {}\r\nContent-Type: application/json\r\n\r\n", body.len()),
        format!("X-Other: 1\r\nContent-Length: {}\r\n\r\n", body.len()),
    ] {
        let stream = format!("{header}{body}");
        let frames = decode(&[stream.as_bytes()]);
        assert!(matches!(frames.as_slice(), [Frame::Message(m)] if m.message == request(7)), "{header}");
    }
}

#[test]
fn a_length_too_short_costs_only_its_own_message() {
    let body = request(1).to_string();
    let stream = format!("Content-Length: {}\r\n\r\n{body}", body.len() - 9);
    check(stream.as_bytes(), &[Rejection::NotJson, Rejection::Garbage]);
}

#[test]
fn a_length_too_long_costs_only_its_own_message() {
    let body = request(1).to_string();
    for more in [1, 5, 14, 15, 17, 20, 60, 500, 1 << 20] {
        let stream = format!("Content-Length: {}\r\n\r\n{body}", body.len() + more);
        let mut bytes = stream.into_bytes();
        bytes.extend(framed(&request(7).to_string()));
        let frames = decode(&[&bytes]);
        assert!(
            matches!(
                frames.as_slice(),
                [Frame::Rejected(Rejection::NotJson | Rejection::Truncated), Frame::Message(m)]
                    if m.message == request(7)
            ),
            "{more}: {frames:?}"
        );
    }
}

#[test]
fn impossible_lengths_are_refused_without_keeping_anything() {
    for length in ["-5", "9000000000000000000", "9e18", "99999999999999999999999", "67108865", "", "abc"] {
        check(format!("Content-Length: {length}\r\n\r\n").as_bytes(), &[Rejection::Length]);
    }
    let mut decoder = Decoder::default();
    decoder.push(b"Content-Length: 9000000000000000000\r\n\r\n");
    assert!(decoder.next_frame().is_some());
    assert!(decoder.input.capacity() < 1024);
}

#[test]
fn a_body_that_is_no_message_is_refused() {
    let cases: [(&[u8], Rejection); 6] = [
        (b"{nope", Rejection::NotJson),
        (b"", Rejection::NotJson),
        (b"\"\xff\xfe\"", Rejection::NotUtf8),
        (b"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}]", Rejection::Batch),
        (b"42", Rejection::NotAMessage),
        (b"{\"id\":1,\"method\":\"x\"}", Rejection::NotAMessage),
    ];
    for (body, rejection) in cases {
        let mut stream = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        stream.extend(body);
        check(&stream, &[rejection]);
    }
}

#[test]
fn deep_nesting_is_refused_at_any_depth() {
    for depth in [MAX_DEPTH + 1, 10_000, 100_000, 10_000_000] {
        let body = "[".repeat(depth);
        let frames = decode(&[&framed(&body)]);
        assert!(matches!(frames.as_slice(), [Frame::Rejected(Rejection::TooDeep)]), "{depth}");
    }
    let depth = MAX_DEPTH - 1;
    let body = format!("{{\"jsonrpc\":\"2.0\",\"x\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert!(matches!(decode(&[&framed(&body)]).as_slice(), [Frame::Message(_)]));
}

#[test]
fn brackets_in_strings_are_not_nesting() {
    let text = "[".repeat(1000);
    let body = format!("{{\"jsonrpc\":\"2.0\",\"x\":\"\\\"{text}\"}}");
    assert!(matches!(decode(&[&framed(&body)]).as_slice(), [Frame::Message(_)]));
}

#[test]
fn halves_of_surrogate_pairs_become_the_replacement_character() {
    let cases = [
        ("\\ud800", "\u{fffd}", true),
        ("\\udc00x", "\u{fffd}x", true),
        ("\\ud83d\\ude00", "😀", false),
        ("\\ud83d\\ud83d\\ude00", "\u{fffd}😀", true),
        ("\\\\ud800", "\\ud800", false),
    ];
    for (escaped, expected, repaired) in cases {
        let body = format!("{{\"jsonrpc\":\"2.0\",\"x\":\"{escaped}\"}}");
        let frames = decode(&[&framed(&body)]);
        let [Frame::Message(body)] = frames.as_slice() else { panic!("{escaped}: {frames:?}") };
        assert_eq!(body.message["x"], expected, "{escaped}");
        assert_eq!(body.repaired, repaired, "{escaped}");
    }
}

#[test]
fn the_end_between_messages_is_told_from_the_end_inside_one() {
    let mut decoder = Decoder::default();
    assert!(decoder.is_between_messages());
    decoder.push(b"Content-Length: 10\r\n\r\n{");
    assert_eq!(decoder.next_frame(), None);
    assert!(!decoder.is_between_messages());
}

#[test]
fn a_message_behind_any_mixture_of_broken_pieces_is_read() {
    const PIECES: [&str; 16] = [
        "Content-Length: ",
        "content-length:",
        "Content-Type: x",
        "12",
        "-1",
        "999999999999",
        "\r\n",
        "\r\n\r\n",
        "\n",
        "{\"jsonrpc\":\"2.0\"}",
        "[[",
        "\"",
        "\\ud800",
        "é",
        ":",
        "\0",
    ];
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut below = |bound: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % bound as u64) as usize
    };
    for _ in 0..20_000 {
        let mut stream: String = (0..below(12)).map(|_| PIECES[below(PIECES.len())]).collect();
        stream.push('\n');
        let mut bytes = stream.clone().into_bytes();
        bytes.extend(framed(&request(7).to_string()));
        let chunks: Vec<&[u8]> = bytes.chunks(below(40) + 1).collect();
        let frames = decode(&chunks);
        assert!(frames.len() <= bytes.len());
        let last = frames.last();
        assert!(
            matches!(last, Some(Frame::Message(body)) if body.message == request(7)),
            "{stream:?} {frames:?}"
        );
    }
}
