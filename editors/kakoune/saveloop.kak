# saveloop: runs JavaScript and TypeScript programs; every save is the reload. For kakoune-lsp 19 or newer.
# Your TypeScript server stays the first one, where it is installed: kakoune-lsp starts all of a file's servers or none.
evaluate-commands %sh{ command -v kak-lsp >/dev/null && kak-lsp --kakoune -s "$kak_session" }

hook -group saveloop global BufSetOption filetype=(?:javascript|typescript|jsx|tsx) %{
    set-option buffer lsp_servers %{
        [saveloop]
        root_globs = ["package.json", "tsconfig.json", ".git"]
        command = "saveloop"
        args = ["lsp"]
    }
    evaluate-commands %sh{
        command -v typescript-language-server >/dev/null && printf %s '
            set-option buffer lsp_servers "
                [typescript-language-server]
                root_globs = [""package.json"", ""tsconfig.json"", "".git""]
                args = [""--stdio""]
                %opt{lsp_servers}"'
    }
}

hook -group saveloop global WinSetOption filetype=(?:javascript|typescript|jsx|tsx) %{
    lsp-enable-window
    # It says when the server asks something.
    set-option window modelinefmt "%opt{lsp_modeline} %opt{modelinefmt}"
    # Text beside the lines needs Kakoune 2024.
    try %{ lsp-inlay-diagnostics-enable window }
}
