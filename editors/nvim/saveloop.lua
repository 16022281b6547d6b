-- saveloop: runs JavaScript and TypeScript programs; every save is the reload.
-- Needs Neovim 0.11 or newer, and `saveloop` on the PATH.
vim.lsp.config('saveloop', {
  cmd = { 'saveloop', 'lsp' },
  filetypes = { 'javascript', 'javascriptreact', 'typescript', 'typescriptreact' },
  root_markers = { 'tsconfig.json', 'package.json', '.git' },
  on_attach = function(client)
    -- Text at the line's end is off by default; on for what saveloop says, and for nothing else.
    local problems = { severity = { min = vim.diagnostic.severity.WARN } }
    vim.diagnostic.config({
      virtual_text = { spacing = 2, prefix = '▸' },
      -- Printed lines are hints: shown at the line's end, not as problems.
      signs = problems,
      underline = problems,
      -- Where a line has both, the problem is the text that is shown.
      severity_sort = true,
    }, vim.lsp.diagnostic.get_namespace(client.id))
  end,
})
vim.lsp.enable('saveloop')
