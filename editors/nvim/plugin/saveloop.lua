-- saveloop: runs JavaScript and TypeScript programs; every save is the reload. Neovim 0.11 or newer.
if vim.g.loaded_saveloop or vim.fn.has('nvim-0.11') == 0 then return end
vim.g.loaded_saveloop = true

vim.lsp.enable('saveloop')

local commands = {
  SaveloopRun = { 'run', 'Run this file, and again on every save' },
  SaveloopStop = { 'stop', 'Stop this program, or all' },
  SaveloopRestart = { 'restart', 'Run this program, or all, from nothing' },
  SaveloopAttach = { 'attach', 'Let a debugger into this program' },
  SaveloopHandles = { 'handles', 'Say what keeps this program alive' },
  SaveloopLog = { 'log', 'Open the log of the server' },
}
for name, command in pairs(commands) do
  local method, description = command[1], command[2]
  vim.api.nvim_create_user_command(name, function() require('saveloop')[method]() end, { desc = description })
end

local group = vim.api.nvim_create_augroup('saveloop', {})
vim.api.nvim_create_autocmd('BufWritePost', {
  group = group,
  pattern = { '*.ts', '*.tsx', '*.mts', '*.cts', '*.js', '*.jsx', '*.mjs', '*.cjs' },
  callback = function(event) require('saveloop.debugger').saved(event.buf) end,
})
vim.api.nvim_create_autocmd('LspAttach', {
  group = group,
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if not client or client.name ~= 'saveloop' then return end
    require('saveloop').show_inline(client.id)
    require('saveloop').refresh_lenses(client.id)
  end,
})
