//! Encryption of a connection. Who the other side is is found out and told; whether that is good enough
//! is for the library to say, as in Node.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::client::{WebPkiServerVerifier, verify_server_name};
use tokio_rustls::rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{
    CertificateDer, PrivateKeyDer, ServerName, SubjectPublicKeyInfoDer, UnixTime,
};
use tokio_rustls::rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use tokio_rustls::rustls::server::{ParsedCertificate, WebPkiClientVerifier};
use tokio_rustls::rustls::sign::{CertifiedKey, SingleCertAndKey};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{
    CertificateError, ClientConfig, CommonState, DigitallySignedStruct, DistinguishedName, Error,
    InconsistentKeys, RootCertStore, ServerConfig, SignatureScheme, SupportedProtocolVersion,
};
use tokio_rustls::{TlsAcceptor, TlsConnector, TlsStream};

use super::reply::{Fault, Reply};
use super::wire::{Plain, Wire};
use crate::engine::certificates;

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

/// Why the other side cannot be trusted: a code of Node's, and its words.
type Doubt = Arc<Mutex<Option<(&'static str, String)>>>;

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

/// What both sides check, letting the handshake go on with a doubt.
#[derive(Debug)]
struct Checks {
    /// One of these may be the other side's own, which signed itself.
    trusted: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
    doubt: Doubt,
}

impl Checks {
    fn trusts(&self, certificate: &CertificateDer) -> bool {
        self.trusted.iter().any(|it| it.as_ref() == certificate.as_ref())
    }

    fn found(&self, error: &Error, end_entity: &CertificateDer, intermediates: &[CertificateDer]) {
        let doubt = doubt(error, end_entity, intermediates);
        *self.doubt.lock().unwrap_or_else(PoisonError::into_inner) = Some(doubt);
    }

    fn known(&self) -> &WebPkiSupportedAlgorithms {
        &self.provider.signature_verification_algorithms
    }

    fn verify_tls12(
        &self,
        message: &[u8],
        cert: &CertificateDer,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        tokio_rustls::rustls::crypto::verify_tls12_signature(message, cert, dss, self.known())
            .or_else(|error| self.verify_by_key(message, cert, dss, error))
    }

    fn verify_tls13(
        &self,
        message: &[u8],
        cert: &CertificateDer,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        tokio_rustls::rustls::crypto::verify_tls13_signature(message, cert, dss, self.known())
            .or_else(|error| self.verify_by_key(message, cert, dss, error))
    }

    /// A certificate of the first version, as `openssl x509 -req` makes them, is not read by the checker of
    /// signatures; its key is.
    fn verify_by_key(
        &self,
        message: &[u8],
        cert: &CertificateDer,
        dss: &DigitallySignedStruct,
        error: Error,
    ) -> Result<HandshakeSignatureValid, Error> {
        if ParsedCertificate::try_from(cert).is_ok() {
            return Err(error);
        }
        let key = SubjectPublicKeyInfoDer::from(certificates::public_key(cert).ok_or(error)?);
        tokio_rustls::rustls::crypto::verify_tls13_signature_with_raw_key(message, &key, dss, self.known())
    }
}

#[derive(Debug)]
struct Doubter {
    inner: Option<Arc<WebPkiServerVerifier>>,
    checks: Checks,
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
        let checked = if self.checks.trusts(end_entity) {
            // One whose names cannot be read has none; whether its common name is good is said by the library.
            let unnamed = |_| Error::InvalidCertificate(CertificateError::NotValidForName);
            ParsedCertificate::try_from(end_entity)
                .and_then(|certificate| verify_server_name(&certificate, server_name))
                .map_err(unnamed)
        } else {
            let checked = self.inner.as_ref().map_or_else(unknown, |inner| {
                inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
            });
            checked.map(drop)
        };
        if let Err(error) = checked {
            self.checks.found(&error, end_entity, intermediates);
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.checks.verify_tls12(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.checks.verify_tls13(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.checks.known().supported_schemes()
    }
}

/// The same of a client, which may have no certificate at all.
#[derive(Debug)]
struct ClientDoubter {
    inner: Option<Arc<dyn ClientCertVerifier>>,
    checks: Checks,
}

impl ClientCertVerifier for ClientDoubter {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.inner.as_ref().map_or(&[], |inner| inner.root_hint_subjects())
    }

    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn verify_client_cert(
        &self,
        end_entity: &CertificateDer,
        intermediates: &[CertificateDer],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        if !self.checks.trusts(end_entity) {
            let unknown = || Err(Error::InvalidCertificate(CertificateError::UnknownIssuer));
            let checked = self
                .inner
                .as_ref()
                .map_or_else(unknown, |inner| inner.verify_client_cert(end_entity, intermediates, now));
            if let Err(error) = checked {
                self.checks.found(&error, end_entity, intermediates);
            }
        }
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.checks.verify_tls12(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.checks.verify_tls13(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.checks.known().supported_schemes()
    }
}

/// In the words of OpenSSL, which Node's users know.
fn doubt(
    error: &Error,
    end_entity: &CertificateDer,
    intermediates: &[CertificateDer],
) -> (&'static str, String) {
    let known = |code: &'static str, words: &str| (code, words.to_owned());
    let is_its_own = certificates::is_self_issued(end_entity);
    // The issuer of one that the checker cannot read is not found.
    let unknown = Error::InvalidCertificate(CertificateError::UnknownIssuer);
    let is_readable = ParsedCertificate::try_from(end_entity).is_ok();
    let is_name = matches!(error, Error::InvalidCertificate(CertificateError::NotValidForName));
    let error = if is_readable || is_name { error } else { &unknown };
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
        Error::InvalidCertificate(CertificateError::UnknownIssuer) if !is_its_own => match intermediates
            .last()
        {
            None => known("UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unable to verify the first certificate"),
            Some(last) if certificates::is_self_issued(last) => {
                known("SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain")
            }
            Some(_) => known("UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unable to get local issuer certificate"),
        },
        Error::InvalidCertificate(CertificateError::Revoked) => known("CERT_REVOKED", "certificate revoked"),
        // Also what this checker refuses for its form and OpenSSL for its issuer: an authority's own, and one
        // of the first version.
        _ if is_its_own => known("DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"),
        other => ("CERT_UNTRUSTED", other.to_string()),
    }
}
