//! The globals that are made when a program first touches them.

/// Name, the library's module that exports it, and whether it is enumerable.
pub const GLOBALS: &[(&str, &str, bool)] = &[
    ("AbortController", "web:abort", false),
    ("AbortSignal", "web:abort", false),
    ("Buffer", "node:buffer", false),
    ("Crypto", "web:crypto", false),
    ("CryptoKey", "internal:subtle_keys", false),
    ("CustomEvent", "web:events", false),
    ("Event", "web:events", false),
    ("EventTarget", "web:events", false),
    ("Performance", "web:performance", false),
    ("PerformanceEntry", "web:performance", false),
    ("PerformanceMark", "web:performance", false),
    ("PerformanceMeasure", "web:performance", false),
    ("SubtleCrypto", "internal:subtle", false),
    ("TextDecoder", "web:encoding", false),
    ("TextEncoder", "web:encoding", false),
    ("URL", "web:url", false),
    ("URLSearchParams", "web:url", false),
    ("crypto", "web:crypto", true),
    ("navigator", "web:navigator", true),
    ("performance", "web:performance", true),
    ("process", "node:process", false),
    ("reportError", "web:report", true),
    ("structuredClone", "web:clone", true),
];
