//! Encryption of a connection. Who the other side is is found out and told; whether that is good enough
//! is for the library to say, as in Node.

mod checks;

use std::io;
use std::sync::{Arc, PoisonError};

use serde::Deserialize;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::sign::{CertifiedKey, SingleCertAndKey};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{
    ClientConfig, CommonState, Error, InconsistentKeys, RootCertStore, ServerConfig, SupportedProtocolVersion,
};
use tokio_rustls::{TlsAcceptor, TlsConnector, TlsStream};

use super::reply::{Fault, Reply};
use super::wire::{Plain, Wire};
use checks::{Checks, ClientDoubter, Doubt, Doubter};

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
    /// A server asks for the client's certificate.
    pub asks_client: bool,
    /// The oldest and the newest version, as Node names them; "": ours.
    pub oldest: String,
    pub newest: String,
}

pub async fn secure(plain: Plain, security: Security) -> Result<(Wire, Reply), Fault> {
    let doubt = Doubt::default();
    let stream = if security.is_server {
        let config = server(&security, Arc::clone(&doubt))?;
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

/// The own certificate, which may be of a version that the checker does not read: it is not asked to.
fn own(security: &Security) -> Result<Option<Arc<SingleCertAndKey>>, Fault> {
    let (Some(certificate), Some(key)) = (&security.certificate, &security.key) else { return Ok(None) };
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificate.as_bytes()).collect();
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).map_err(wrong)?;
    let key = provider().key_provider.load_private_key(key).map_err(wrong)?;
    let own = CertifiedKey::new(chain.map_err(wrong)?, key);
    if let Err(Error::InconsistentKeys(InconsistentKeys::KeyMismatch)) = own.keys_match() {
        let words = "error:05800074:x509 certificate routines::key values mismatch";
        return Err(Fault::coded("ERR_OSSL_X509_KEY_VALUES_MISMATCH", words));
    }
    Ok(Some(Arc::new(SingleCertAndKey::from(own))))
}

/// Those between the oldest and the newest; there is none before 1.2.
fn versions(security: &Security) -> Result<Vec<&'static SupportedProtocolVersion>, Fault> {
    let is_old = |version: &str| matches!(version, "TLSv1" | "TLSv1.1");
    let mut versions = Vec::with_capacity(2);
    if !is_old(&security.newest) && security.newest != "TLSv1.2" {
        versions.push(&TLS13);
    }
    if !is_old(&security.newest) && security.oldest != "TLSv1.3" {
        versions.push(&TLS12);
    }
    if versions.is_empty() {
        return Err(Fault::coded("ERR_SSL_NO_PROTOCOLS_AVAILABLE", "no protocols available"));
    }
    Ok(versions)
}

fn server(security: &Security, doubt: Doubt) -> Result<ServerConfig, Fault> {
    let builder = ServerConfig::builder_with_provider(provider())
        .with_protocol_versions(&versions(security)?)
        .map_err(wrong)?;
    let builder = if security.asks_client {
        let trusted = authorities(security);
        let roots = roots(security, &trusted);
        let inner = if roots.is_empty() {
            None
        } else {
            let inner = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider());
            Some(inner.build().map_err(wrong)?)
        };
        let checks = Checks { trusted, provider: provider(), doubt };
        builder.with_client_cert_verifier(Arc::new(ClientDoubter { inner, checks }))
    } else {
        builder.with_no_client_auth()
    };
    let Some(own) = own(security)? else {
        return Err(Fault::coded("ERR_SSL_NO_SHARED_CIPHER", "no shared cipher"));
    };
    let mut config = builder.with_cert_resolver(own);
    config.alpn_protocols = protocols(security);
    Ok(config)
}

fn client(security: &Security, doubt: Doubt) -> Result<ClientConfig, Fault> {
    let trusted = authorities(security);
    let inner = verifier(security, &trusted)?;
    let verifier = Doubter { inner, checks: Checks { trusted, provider: provider(), doubt } };
    let builder = ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&versions(security)?)
        .map_err(wrong)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = match own(security)? {
        Some(own) => builder.with_client_cert_resolver(own),
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

fn roots(security: &Security, trusted: &[CertificateDer<'static>]) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    if security.authorities.is_none() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    for certificate in trusted {
        // One that is odd is no authority.
        let _ = roots.add(certificate.clone());
    }
    roots
}

/// `None`: there is no authority at all.
fn verifier(
    security: &Security,
    trusted: &[CertificateDer<'static>],
) -> Result<Option<Arc<WebPkiServerVerifier>>, Fault> {
    let roots = roots(security, trusted);
    if roots.is_empty() {
        return Ok(None);
    }
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider()).build().map(Some).map_err(wrong)
}
