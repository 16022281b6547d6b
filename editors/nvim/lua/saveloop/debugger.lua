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

---@param address { host: string, port: integer, devtoolsFrontendUrl: string }
function M.tell(address)
  local place = ('saveloop: debuggers attach at %s:%d'):format(address.host, address.port)
  vim.notify(place .. '\nIn Chrome: ' .. address.devtoolsFrontendUrl)
end

---The inspector was started, by whatever way: `:SaveloopAttach` says so by itself.
---@param address { host: string, port: integer, devtoolsFrontendUrl: string }
function M.started(address)
  if not dap() then M.tell(address) end
end

return M
