//! Whether who is at the other end is good enough: everything is checked, and the handshake goes on with a doubt.

use std::sync::{Arc, Mutex, PoisonError};

use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::client::{WebPkiServerVerifier, verify_server_name};
use tokio_rustls::rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, SubjectPublicKeyInfoDer, UnixTime};
use tokio_rustls::rustls::server::ParsedCertificate;
use tokio_rustls::rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use tokio_rustls::rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, SignatureScheme,
};

use crate::engine::certificates;

/// Why the other side cannot be trusted: a code of Node's, and its words.
pub type Doubt = Arc<Mutex<Option<(&'static str, String)>>>;

/// What both sides check, letting the handshake go on with a doubt.
#[derive(Debug)]
pub struct Checks {
    /// One of these may be the other side's own, which signed itself.
    pub trusted: Vec<CertificateDer<'static>>,
    pub provider: Arc<CryptoProvider>,
    pub doubt: Doubt,
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

/// Both sides check a signature the same way.
macro_rules! signatures_are_checked {
    () => {
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
    };
}

#[derive(Debug)]
pub struct Doubter {
    pub inner: Option<Arc<WebPkiServerVerifier>>,
    pub checks: Checks,
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

    signatures_are_checked!();
}

/// The same of a client, which may have no certificate at all.
#[derive(Debug)]
pub struct ClientDoubter {
    pub inner: Option<Arc<dyn ClientCertVerifier>>,
    pub checks: Checks,
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

    signatures_are_checked!();
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
