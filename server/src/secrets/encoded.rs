//! A value in base64 and in hexadecimal, wherever in an encoded text it begins (pure).

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Less of it is in too many texts.
const SHORTEST: usize = 8;
const LONGEST: usize = 4 << 10;

/// In both alphabets of base64, after each number of bytes that shifts it differently (`user:secret`), and in hex.
pub fn forms(value: &str) -> Vec<String> {
    if value.len() > LONGEST {
        return Vec::new();
    }
    let mut forms = Vec::new();
    for before in 0..3 {
        let bytes = [vec![0; before], value.as_bytes().to_vec()].concat();
        let whole = base64(&bytes);
        // A letter is of six bits: the first ones are of what stands before, the last one of what follows.
        let own = whole.get((before * 8).div_ceil(6)..).unwrap_or_default();
        let is_even = (bytes.len() * 8).is_multiple_of(6);
        let middle = own.get(..own.len().saturating_sub(usize::from(!is_even))).unwrap_or_default();
        forms.extend(
            [own, middle].iter().flat_map(|it| [(*it).to_owned(), it.replace('+', "-").replace('/', "_")]),
        );
    }
    let hex: String = value.bytes().map(|byte| format!("{byte:02x}")).collect();
    forms.extend([hex.to_uppercase(), hex]);
    forms.retain(|form| form.len() >= SHORTEST);
    forms
}

/// Without the signs that fill it up.
fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            let index = bits >> (18 - 6 * place) & 63;
            text.push(char::from(BASE64.get(index as usize).copied().unwrap_or_default()));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, forms};

    #[test]
    fn it_is_base64() {
        let table = [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
            ("\u{3ff}?>", "z78/Pg"),
        ];
        for (plain, coded) in table {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn a_value_is_found_in_whatever_it_was_encoded_with() {
        for secret in ["hunter22", "p\u{e4}ss>>word??", "0123456789abcdef"] {
            let forms = forms(secret);
            for before in ["", "a", "ab", "abc", "user:"] {
                for after in ["", "x", "xy", "xyz"] {
                    let text = base64(format!("{before}{secret}{after}").as_bytes());
                    let longest =
                        forms.iter().filter(|form| text.contains(form.as_str())).map(String::len).max();
                    let left = text.len() - longest.unwrap_or_default();
                    let others = (before.len() + after.len()) * 8;
                    assert!(
                        left <= others.div_ceil(6) + 2,
                        "{secret} in {before}...{after}: {text} {forms:?}"
                    );
                }
            }
        }
        assert!(forms("hunter22").contains(&"68756e7465723232".to_owned()));
    }
}
