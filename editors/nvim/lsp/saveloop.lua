-- A lens or a code action that opens a door for debuggers: nvim-dap is handed the address where it is there.
local function ask(command, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  if client then require('saveloop.debugger').ask(client, command.command, command.arguments or {}) end
end

-- How Neovim starts the server and what it tells it. Change it with `vim.lsp.config('saveloop', { ... })`.
return {
  cmd = { 'saveloop', 'lsp' },
  filetypes = { 'javascript', 'javascriptreact', 'typescript', 'typescriptreact' },
  root_markers = { 'tsconfig.json', 'package.json', '.git' },
  capabilities = {
    workspace = { codeLens = { refreshSupport = true } },
    experimental = { saveloop = { generation = true, inspectorStarted = true } },
  },
  commands = { ['saveloop.attachDebugger'] = ask, ['saveloop.debugTest'] = ask },
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
