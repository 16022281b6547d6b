-- From the server's address to a debugger: nvim-dap where it is there, else the address as a message.
local M = {}

---nvim-dap, with saveloop as its adapter unless another one was set up by that name.
local function dap()
  local is_there, module = pcall(require, 'dap')
  if not is_there or type(module.adapters) ~= 'table' then return nil end
  local config = vim.lsp.config.saveloop or {}
  local command = type(config.cmd) == 'table' and config.cmd[1] or 'saveloop'
  module.adapters.saveloop = module.adapters.saveloop
    or { type = 'executable', command = command, args = { 'dap' } }
  return module
end

---@param address { host: string, port: integer, webSocketDebuggerUrl: string, devtoolsFrontendUrl: string }
function M.attach(address)
  local debugger = dap()
  if not debugger then return M.tell(address) end
  debugger.run({
    type = 'saveloop',
    request = 'attach',
    name = 'saveloop',
    address = address.webSocketDebuggerUrl,
  })
end

-- 'asked': the server will answer with the address. 'awaited': it answered without one, because the program
-- does not run yet; it says where it is once it does.
---@type 'asked'|'awaited'|nil
local expected

---Asks for the address of a program, or of a test in it, and hands it on.
---@param client vim.lsp.Client
---@param command string
---@param arguments any[]
function M.ask(client, command, arguments)
  expected = 'asked'
  local params = { command = command, arguments = arguments }
  client:request('workspace/executeCommand', params, function(failure, address)
    expected = nil
    if failure then
      vim.notify('saveloop: ' .. failure.message, vim.log.levels.ERROR)
    elseif type(address) == 'table' then
      M.attach(address)
    elseif command == 'saveloop.debugTest' then
      expected = 'awaited'
    end
  end)
end

---nvim-dap moves its signs with the text and does not tell: a save says where they are now.
---@param buffer integer
function M.saved(buffer)
  local module = package.loaded['dap']
  if not module or type(module.sessions) ~= 'function' then return end
  for _, session in pairs(module.sessions()) do
    if session.config.type == 'saveloop' then
      session:set_breakpoints(require('dap.breakpoints').get(buffer))
    end
  end
end

---@param address { host: string, port: integer, devtoolsFrontendUrl: string }
function M.tell(address)
  local place = ('saveloop: debuggers attach at %s:%d'):format(address.host, address.port)
  vim.notify(place .. '\nIn Chrome: ' .. address.devtoolsFrontendUrl)
end

---The inspector was started, by whatever way.
---@param address { host: string, port: integer, devtoolsFrontendUrl: string }
function M.started(address)
  if expected == 'awaited' then
    expected = nil
    M.attach(address)
  elseif not expected and not dap() then
    M.tell(address)
  end
end

return M
