-- How Neovim starts the server and what it tells it. Change it with `vim.lsp.config('saveloop', { ... })`.
return {
  cmd = { 'saveloop', 'lsp' },
  filetypes = { 'javascript', 'javascriptreact', 'typescript', 'typescriptreact' },
  root_markers = { 'tsconfig.json', 'package.json', '.git' },
  capabilities = {
    workspace = { codeLens = { refreshSupport = true } },
    experimental = { saveloop = { generation = true, inspectorStarted = true } },
  },
  on_exit = function() require('saveloop.programs').forget() end,
  handlers = {
    ['saveloop/generation'] = function(_, step) require('saveloop.programs').heard(step) end,
    ['saveloop/inspectorStarted'] = function(_, address) require('saveloop.debugger').started(address) end,
    ['workspace/codeLens/refresh'] = function(_, _, context)
      require('saveloop').refresh_lenses(context.client_id)
      return vim.NIL
    end,
  },
}
