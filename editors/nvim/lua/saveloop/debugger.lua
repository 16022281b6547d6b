-- From the server's address to a debugger: nvim-dap where it is there, else the address as a message.
local M = {}

---nvim-dap with an adapter that speaks the inspector's protocol.
local function dap()
  local is_there, module = pcall(require, 'dap')
  return is_there and module.adapters and module.adapters['pwa-node'] and module or nil
end

---@param address { host: string, port: integer, devtoolsFrontendUrl: string }
function M.attach(address)
  local debugger = dap()
  if not debugger then return M.tell(address) end
  debugger.run({
    type = 'pwa-node',
    request = 'attach',
    name = 'saveloop',
    address = address.host,
    port = address.port,
    -- Positions are those of the file already.
    sourceMaps = false,
    continueOnAttach = true,
    restart = false,
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
