# saveloop: runs JavaScript and TypeScript programs; every save is the reload. For kakoune-lsp 18 or newer.
# Your TypeScript server stays the first one.
evaluate-commands %sh{ command -v kak-lsp >/dev/null && kak-lsp --kakoune -s "$kak_session" }

hook -group saveloop global BufSetOption filetype=(?:javascript|typescript|jsx|tsx) %{
    set-option buffer lsp_servers %{
        [typescript-language-server]
        root_globs = ["package.json", "tsconfig.json", ".git"]
        args = ["--stdio"]

        [saveloop]
        root_globs = ["package.json", "tsconfig.json", ".git"]
        command = "saveloop"
        args = ["lsp"]
    }
}

hook -group saveloop global WinSetOption filetype=(?:javascript|typescript|jsx|tsx) %{
    lsp-enable-window
    lsp-inlay-diagnostics-enable window
}
