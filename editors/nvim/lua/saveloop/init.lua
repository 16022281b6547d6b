-- The commands, the statusline, and what an attached buffer shows.
local M = {}

local NAME = 'saveloop'

---The client that serves a buffer, or any where none does.
local function client_of(buffer)
  return vim.lsp.get_clients({ name = NAME, bufnr = buffer })[1] or vim.lsp.get_clients({ name = NAME })[1]
end

local function missing()
  vim.notify('saveloop: the server does not run here; :checkhealth saveloop says why', vim.log.levels.WARN)
end

---Asks the server; `answered` gets its answer.
---@param command string as in docs/protocol.md, without the prefix
---@param arguments any[]
---@param answered? fun(answer: any)
local function execute(command, arguments, answered)
  local client = client_of(vim.api.nvim_get_current_buf())
  if not client then return missing() end
  local params = { command = 'saveloop.' .. command, arguments = arguments }
  client:request('workspace/executeCommand', params, function(failure, answer)
    if failure then
      vim.notify('saveloop: ' .. failure.message, vim.log.levels.ERROR)
    elseif answered then
      answered(answer)
    end
  end)
end

---The current file where it is the entry of a program, else nothing: then the command means them all.
local function program_here()
  local uri = vim.uri_from_bufnr(0)
  return require('saveloop.programs').of(uri) and { uri } or {}
end

function M.run() execute('run', { vim.uri_from_bufnr(0) }) end
function M.stop() execute('stop', program_here()) end
function M.restart() execute('restart', program_here()) end
function M.handles() execute('handles', program_here()) end
function M.log() execute('showLog', {}) end

---Lets debuggers in; nvim-dap is handed the address where it is there.
function M.attach()
  local client = client_of(vim.api.nvim_get_current_buf())
  if not client then return missing() end
  require('saveloop.debugger').ask(client, 'saveloop.attachDebugger', program_here())
end

---One line on what runs, for a statusline; empty where nothing does.
---@return string
function M.status() return require('saveloop.programs').line(vim.uri_from_bufnr(0)) end

---Text at the line's end is off by default; it is on for what saveloop says, and for nothing else.
---@param client_id integer
function M.show_inline(client_id)
  local problems = { severity = { min = vim.diagnostic.severity.WARN } }
  vim.diagnostic.config({
    virtual_text = { spacing = 2, prefix = '▸' },
    -- Printed lines are hints: shown at the line's end, not as problems.
    signs = problems,
    underline = problems,
    -- Where a line has both, the problem is the text that is shown.
    severity_sort = true,
  }, vim.lsp.diagnostic.get_namespace(client_id))
end

---@param client_id integer
function M.refresh_lenses(client_id)
  local client = vim.lsp.get_client_by_id(client_id)
  for buffer in pairs(client and client.attached_buffers or {}) do
    if client:supports_method('textDocument/codeLens', buffer) then vim.lsp.codelens.refresh({ bufnr = buffer }) end
  end
end

return M
