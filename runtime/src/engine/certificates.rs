//! What a certificate says, in Node's words (RFC 5280; names of fields as OpenSSL prints them).

use std::net::IpAddr;

use serde::Serialize;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use x509_cert::Certificate;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{Decode, Encode, Tag, Tagged};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{AuthorityInfoAccessSyntax, BasicConstraints, ExtendedKeyUsage, SubjectAltName};
use x509_cert::name::Name;
use x509_cert::time::Time;

/// The fields in the order in which Node shows them; what is absent is left out.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    subject: Vec<(String, String)>,
    issuer: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subjectaltname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    info_access: Option<Vec<(String, String)>>,
    ca: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    modulus: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bits: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exponent: Option<String>,
    /// In hexadecimal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pubkey: Option<String>,
    #[serde(rename = "asn1Curve", skip_serializing_if = "Option::is_none")]
    asn1_curve: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nist_curve: Option<&'static str>,
    #[serde(rename = "valid_from")]
    valid_from: String,
    #[serde(rename = "valid_to")]
    valid_to: String,
    fingerprint: String,
    fingerprint256: String,
    fingerprint512: String,
    #[serde(rename = "ext_key_usage", skip_serializing_if = "Option::is_none")]
    ext_key_usage: Option<Vec<String>>,
    serial_number: String,
}

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");

/// The curve, OpenSSL's name for it, NIST's, and its bits.
const CURVES: &[(ObjectIdentifier, &str, Option<&str>, usize)] = &[
    (ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"), "prime256v1", Some("P-256"), 256),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), "secp384r1", Some("P-384"), 384),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), "secp521r1", Some("P-521"), 521),
    (ObjectIdentifier::new_unwrap("1.3.132.0.10"), "secp256k1", None, 256),
];

/// Parts of names and what OpenSSL calls them; another stands by its number.
const PARTS: &[(&str, &str)] = &[
    ("2.5.4.3", "CN"),
    ("2.5.4.4", "SN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "street"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("2.5.4.12", "title"),
    ("2.5.4.13", "description"),
    ("2.5.4.17", "postalCode"),
    ("2.5.4.42", "GN"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("0.9.2342.19200300.100.1.25", "DC"),
];

/// `None`: these bytes are no certificate.
pub fn told(der: &[u8]) -> Option<Told> {
    let certificate = Certificate::from_der(der).ok()?.tbs_certificate;
    let key = &certificate.subject_public_key_info;
    let point = key.subject_public_key.raw_bytes();
    let mut told = Told {
        subject: parts(&certificate.subject),
        issuer: parts(&certificate.issuer),
        subjectaltname: certificate.get::<SubjectAltName>().ok()?.map(|(_, it)| alternatives(&it)),
        info_access: certificate.get::<AuthorityInfoAccessSyntax>().ok()?.map(|(_, it)| access(&it)),
        ca: certificate.get::<BasicConstraints>().ok()?.is_some_and(|(_, it)| it.ca),
        modulus: None,
        bits: None,
        exponent: None,
        pubkey: None,
        asn1_curve: None,
        nist_curve: None,
        valid_from: date(certificate.validity.not_before),
        valid_to: date(certificate.validity.not_after),
        fingerprint: pairs(&Sha1::digest(der)),
        fingerprint256: pairs(&Sha256::digest(der)),
        fingerprint512: pairs(&Sha512::digest(der)),
        ext_key_usage: usages(&certificate),
        serial_number: digits(certificate.serial_number.as_bytes()).trim_start_matches("00").to_owned(),
    };
    if key.algorithm.oid == RSA {
        let numbers = rsa::pkcs1::RsaPublicKey::from_der(point).ok()?;
        let modulus = rsa::BigUint::from_bytes_be(numbers.modulus.as_bytes());
        let exponent = rsa::BigUint::from_bytes_be(numbers.public_exponent.as_bytes());
        told.bits = Some(modulus.bits());
        told.modulus = Some(format!("{modulus:X}"));
        told.exponent = Some(format!("0x{exponent:x}"));
        told.pubkey = Some(digits(&key.to_der().ok()?));
    } else if key.algorithm.oid == EC {
        let named = key.algorithm.parameters.as_ref().and_then(|it| it.decode_as::<ObjectIdentifier>().ok());
        let curve = CURVES.iter().find(|(curve, ..)| Some(*curve) == named);
        told.bits = curve.map(|(.., bits)| *bits);
        told.pubkey = Some(digits(point));
        told.asn1_curve = curve.map(|(_, name, ..)| *name);
        told.nist_curve = curve.and_then(|(_, _, name, _)| *name);
    }
    Some(told)
}

/// The key that a certificate is for, with its algorithm.
pub fn public_key(der: &[u8]) -> Option<Vec<u8>> {
    Certificate::from_der(der).ok()?.tbs_certificate.subject_public_key_info.to_der().ok()
}

/// Whether a certificate names itself as its issuer.
pub fn is_self_issued(der: &[u8]) -> bool {
    Certificate::from_der(der).is_ok_and(|it| it.tbs_certificate.subject == it.tbs_certificate.issuer)
}

fn usages(certificate: &x509_cert::TbsCertificate) -> Option<Vec<String>> {
    let (_, usages) = certificate.get::<ExtendedKeyUsage>().ok()??;
    Some(usages.0.iter().map(ToString::to_string).collect())
}

fn parts(name: &Name) -> Vec<(String, String)> {
    let all = name.0.iter().flat_map(|set| set.0.iter());
    all.map(|part| {
        let number = part.oid.to_string();
        let known = PARTS.iter().find(|(oid, _)| *oid == number).map(|(_, name)| (*name).to_owned());
        (known.unwrap_or(number), text(part.value.tag(), part.value.value()))
    })
    .collect()
}

fn text(tag: Tag, bytes: &[u8]) -> String {
    match tag {
        Tag::BmpString => {
            let units: Vec<u16> =
                bytes.chunks_exact(2).map(|it| u16::from_be_bytes([it[0], it[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        Tag::TeletexString => bytes.iter().map(|byte| char::from(*byte)).collect(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Where more is to be had, by the kind and the form of the place.
fn access(places: &AuthorityInfoAccessSyntax) -> Vec<(String, String)> {
    let all = places.0.iter().map(|place| {
        let kind = match place.access_method.to_string().as_str() {
            "1.3.6.1.5.5.7.48.1" => "OCSP".to_owned(),
            "1.3.6.1.5.5.7.48.2" => "CA Issuers".to_owned(),
            other => other.to_owned(),
        };
        let place = alternative(&place.access_location);
        let (form, place) = place.split_once(':').unwrap_or(("", &place));
        (format!("{kind} - {form}"), place.to_owned())
    });
    all.collect()
}

fn alternatives(names: &SubjectAltName) -> String {
    names.0.iter().map(alternative).collect::<Vec<_>>().join(", ")
}

fn alternative(name: &GeneralName) -> String {
    match name {
        GeneralName::DnsName(name) => format!("DNS:{name}"),
        GeneralName::Rfc822Name(name) => format!("email:{name}"),
        GeneralName::UniformResourceIdentifier(name) => format!("URI:{name}"),
        GeneralName::RegisteredId(name) => format!("Registered ID:{name}"),
        GeneralName::IpAddress(bytes) => format!("IP Address:{}", address(bytes.as_bytes())),
        GeneralName::DirectoryName(name) => {
            let parts: Vec<String> =
                parts(name).iter().map(|(part, value)| format!("{part} = {value}")).collect();
            format!("DirName:{}", parts.join(", "))
        }
        _ => "othername:<unsupported>".to_owned(),
    }
}

fn address(bytes: &[u8]) -> String {
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return IpAddr::from(four).to_string();
    }
    let pairs = bytes.chunks_exact(2).map(|it| format!("{:X}", u16::from_be_bytes([it[0], it[1]])));
    pairs.collect::<Vec<_>>().join(":")
}

fn date(time: Time) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let at = time.to_date_time();
    let month = MONTHS.get(usize::from(at.month()).wrapping_sub(1)).unwrap_or(&"");
    let (hour, minute, second) = (at.hour(), at.minutes(), at.seconds());
    format!("{month} {:>2} {hour:02}:{minute:02}:{second:02} {} GMT", at.day(), at.year())
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn pairs(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}
