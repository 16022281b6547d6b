//! What crosses to the engine comes out as it went in.

use super::Number;

#[test]
fn numbers_keep_every_bit_as_text_and_as_bytes() {
    for number in [0.0, -0.0, 1.5, -1e300, 5e-324, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
        let text = serde_json::to_string(&Number(number)).expect("JSON");
        let back: Number = serde_json::from_str(&text).expect("a number");
        assert_eq!(back, Number(number), "{text}");
        let bytes = postcard::to_stdvec(&Number(number)).expect("bytes");
        assert_eq!(postcard::from_bytes::<Number>(&bytes).expect("a number"), Number(number));
    }
}
