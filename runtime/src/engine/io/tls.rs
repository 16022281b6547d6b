//! Encryption of a connection. Who the other side is is found out and told; whether that is good enough
//! is for the library to say, as in Node.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::client::{WebPkiServerVerifier, verify_server_name};
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use tokio_rustls::rustls::server::ParsedCertificate;
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, CommonState, DigitallySignedStruct, Error, RootCertStore, ServerConfig,
    SignatureScheme,
};
use tokio_rustls::{TlsAcceptor, TlsConnector, TlsStream};

use super::reply::{Fault, Reply};
use super::wire::{Plain, Wire};

/// How to encrypt; texts are PEM.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Security {
    pub is_server: bool,
    /// The name the other side has to have a certificate for.
    pub servername: String,
    pub protocols: Vec<String>,
    /// Authorities instead of the usual ones.
    pub authorities: Option<Vec<String>>,
    /// Authorities beside the usual ones.
    pub more_authorities: Vec<String>,
    pub certificate: Option<String>,
    pub key: Option<String>,
}

/// Why the other side cannot be trusted: a code of Node's, and its words.
type Doubt = Arc<Mutex<Option<(&'static str, String)>>>;

pub async fn secure(plain: Plain, security: Security) -> Result<(Wire, Reply), Fault> {
    let doubt = Doubt::default();
    let stream = if security.is_server {
        let config = server(&security)?;
        TlsStream::Server(TlsAcceptor::from(Arc::new(config)).accept(plain).await.map_err(|e| broken(&e))?)
    } else {
        let config = client(&security, Arc::clone(&doubt))?;
        let name = ServerName::try_from(security.servername.clone())
            .or_else(|_| ServerName::try_from("unknown.invalid"))
            .map_err(|error| Fault::coded("ERR_INVALID_ARG_VALUE", error.to_string()))?;
        let connector = TlsConnector::from(Arc::new(config));
        TlsStream::Client(connector.connect(name, plain).await.map_err(|error| broken(&error))?)
    };
    let about = about(stream.get_ref().1, &doubt);
    Ok((Wire::Secure(Box::new(stream)), about))
}

/// Protocol, cipher, the protocol above it, the doubt's code and words, and the other's certificates.
fn about(state: &CommonState, doubt: &Doubt) -> Reply {
    let protocol = match state.protocol_version() {
        Some(version) if format!("{version:?}") == "TLSv1_3" => "TLSv1.3",
        _ => "TLSv1.2",
    };
    let cipher = state.negotiated_cipher_suite().map(|suite| format!("{:?}", suite.suite()));
    let above = state.alpn_protocol().map(|name| String::from_utf8_lossy(name).into_owned());
    let (code, words) =
        doubt.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or(("", String::new()));
    let certificates = state.peer_certificates().unwrap_or_default();
    Reply::List(vec![
        Reply::Text(protocol.to_owned()),
        Reply::Text(cipher.unwrap_or_default().replace("TLS13_", "TLS_")),
        Reply::Text(above.unwrap_or_default()),
        Reply::Text(code.to_owned()),
        Reply::Text(words),
        Reply::List(certificates.iter().map(|it| Reply::Bytes(it.to_vec())).collect()),
    ])
}

/// The words of the doubt in what [`secure`] found out.
pub fn doubt_of(about: &Reply) -> Option<String> {
    let Reply::List(about) = about else { return None };
    match (about.get(3), about.get(4)) {
        (Some(Reply::Text(code)), Some(Reply::Text(words))) if !code.is_empty() => {
            Some(if words.is_empty() { code.clone() } else { words.clone() })
        }
        _ => None,
    }
}

fn broken(error: &io::Error) -> Fault {
    if error.raw_os_error().is_some() {
        return Fault::from_io(error);
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Fault::coded("ECONNRESET", "it was closed during the handshake"),
        _ => Fault::coded("EPROTO", error.to_string()),
    }
}

fn wrong(error: impl std::fmt::Display) -> Fault {
    Fault::coded("ERR_OSSL_PEM_NO_START_LINE", error.to_string())
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn own(security: &Security) -> Result<Option<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>)>, Fault> {
    let (Some(certificate), Some(key)) = (&security.certificate, &security.key) else { return Ok(None) };
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificate.as_bytes()).collect();
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).map_err(wrong)?;
    Ok(Some((chain.map_err(wrong)?, key)))
}

fn server(security: &Security) -> Result<ServerConfig, Fault> {
    let builder = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(wrong)?
        .with_no_client_auth();
    let Some((chain, key)) = own(security)? else {
        return Err(Fault::coded("ERR_SSL_NO_SHARED_CIPHER", "no shared cipher"));
    };
    let mut config = builder.with_single_cert(chain, key).map_err(wrong)?;
    config.alpn_protocols = protocols(security);
    Ok(config)
}

fn client(security: &Security, doubt: Doubt) -> Result<ClientConfig, Fault> {
    let trusted = authorities(security);
    let verifier = Doubter { inner: verifier(security, &trusted)?, trusted, provider: provider(), doubt };
    let builder = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(wrong)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = match own(security)? {
        Some((chain, key)) => builder.with_client_auth_cert(chain, key).map_err(wrong)?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = protocols(security);
    Ok(config)
}

fn protocols(security: &Security) -> Vec<Vec<u8>> {
    security.protocols.iter().map(|name| name.as_bytes().to_vec()).collect()
}

/// The authorities that were given.
fn authorities(security: &Security) -> Vec<CertificateDer<'static>> {
    let texts = security.authorities.iter().flatten().chain(&security.more_authorities);
    // One that cannot be read is no authority.
    texts.flat_map(|text| CertificateDer::pem_slice_iter(text.as_bytes()).flatten()).collect()
}

/// `None`: there is no authority at all.
fn verifier(
    security: &Security,
    trusted: &[CertificateDer<'static>],
) -> Result<Option<Arc<WebPkiServerVerifier>>, Fault> {
    let mut roots = RootCertStore::empty();
    if security.authorities.is_none() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    for certificate in trusted {
        // One that is odd is no authority.
        let _ = roots.add(certificate.clone());
    }
    if roots.is_empty() {
        return Ok(None);
    }
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider()).build().map(Some).map_err(wrong)
}

/// Checks everything, and lets the handshake go on with a doubt.
#[derive(Debug)]
struct Doubter {
    inner: Option<Arc<WebPkiServerVerifier>>,
    /// One of these may be the other side's own, which signed itself.
    trusted: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
    doubt: Doubt,
}

impl ServerCertVerifier for Doubter {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer,
        intermediates: &[CertificateDer],
        server_name: &ServerName,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let unknown = || Err(Error::InvalidCertificate(CertificateError::UnknownIssuer));
        if self.trusted.iter().any(|it| it.as_ref() == end_entity.as_ref()) {
            let named = ParsedCertificate::try_from(end_entity)
                .and_then(|certificate| verify_server_name(&certificate, server_name));
            if let Err(error) = named {
                *self.doubt.lock().unwrap_or_else(PoisonError::into_inner) = Some(doubt(&error, true));
            }
            return Ok(ServerCertVerified::assertion());
        }
        let checked = self.inner.as_ref().map_or_else(unknown, |inner| {
            inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        });
        if let Err(error) = checked {
            let doubt = doubt(&error, intermediates.is_empty());
            *self.doubt.lock().unwrap_or_else(PoisonError::into_inner) = Some(doubt);
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        tokio_rustls::rustls::crypto::verify_tls12_signature(message, cert, dss, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let known = &self.provider.signature_verification_algorithms;
        tokio_rustls::rustls::crypto::verify_tls13_signature(message, cert, dss, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// In the words of OpenSSL, which Node's users know.
fn doubt(error: &Error, is_alone: bool) -> (&'static str, String) {
    let known = |code: &'static str, words: &str| (code, words.to_owned());
    match error {
        Error::InvalidCertificate(CertificateError::Expired | CertificateError::ExpiredContext { .. }) => {
            known("CERT_HAS_EXPIRED", "certificate has expired")
        }
        Error::InvalidCertificate(
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. },
        ) => known("CERT_NOT_YET_VALID", "certificate is not yet valid"),
        Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => known("ERR_TLS_CERT_ALTNAME_INVALID", ""),
        Error::InvalidCertificate(CertificateError::UnknownIssuer) if is_alone => {
            known("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate")
        }
        Error::InvalidCertificate(CertificateError::UnknownIssuer) => {
            known("UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate")
        }
        Error::InvalidCertificate(CertificateError::Revoked) => known("CERT_REVOKED", "certificate revoked"),
        // What this checker refuses and OpenSSL does not: a self-signed authority used as a certificate.
        Error::InvalidCertificate(CertificateError::Other(other))
            if format!("{other:?}").contains("CaUsedAsEndEntity") =>
        {
            known("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate")
        }
        other => ("CERT_UNTRUSTED", other.to_string()),
    }
}
