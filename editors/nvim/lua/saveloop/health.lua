-- `:checkhealth saveloop`: whether a save would be a reload here, and what is in the way.
local M = {}

local health = vim.health

local function check_neovim()
  if vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim ' .. tostring(vim.version()))
  else
    health.error('Neovim ' .. tostring(vim.version()) .. ' is too old', 'Neovim 0.11 or newer is needed')
  end
end

local function check_binary()
  local config = vim.lsp.config['saveloop'] or {}
  local command = type(config.cmd) == 'table' and config.cmd[1] or nil
  if not command then return health.info('the server is started by a function of yours') end
  if vim.fn.executable(command) == 0 then
    return health.error(('`%s` cannot be started'):format(command), {
      'put saveloop on the PATH that Neovim sees',
      "or name it: vim.lsp.config('saveloop', { cmd = { '/path/to/saveloop', 'lsp' } })",
    })
  end
  local asked = vim.system({ command, '--version' }, { text = true }):wait()
  if asked.code == 0 then
    health.ok(('%s (%s)'):format(vim.trim(asked.stdout), vim.fn.exepath(command)))
  else
    health.error(('`%s --version` failed with %d'):format(command, asked.code), vim.trim(asked.stderr or ''))
  end
end

local function check_server()
  if not vim.lsp.is_enabled('saveloop') then
    return health.error('the server is not enabled', "vim.lsp.enable('saveloop')")
  end
  local clients = vim.lsp.get_clients({ name = 'saveloop' })
  if #clients == 0 then
    return health.info('no server runs: it starts with the first JavaScript or TypeScript file')
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    health.ok(('a server runs for %s, %d buffers'):format(client.root_dir or 'files without a folder', buffers))
  end
end

local function check_programs()
  local client = vim.lsp.get_clients({ name = 'saveloop' })[1]
  if not client then return end
  local params = { command = 'saveloop.status', arguments = {} }
  local response = client:request_sync('workspace/executeCommand', params, 2000)
  local status = response and response.result
  if not status then
    return health.error('the server does not answer', 'its log: :LspLog')
  end
  health.info('log: ' .. tostring(status.log))
  if #status.programs == 0 then
    return health.info('no program runs: open one, `gra`, and choose "Run ... on save" (or :SaveloopRun)')
  end
  for _, program in ipairs(status.programs) do
    health.ok(('%s: %s, generation %s (%s)'):format(
      vim.fn.fnamemodify(vim.uri_to_fname(program.program), ':~:.'),
      program.state,
      tostring(program.generation),
      program.reason ~= vim.NIL and program.reason or program.cause
    ))
  end
end

local function check_debugger()
  if pcall(require, 'dap') then
    health.ok('nvim-dap is handed the address by :SaveloopAttach')
  else
    health.info('nvim-dap is not there: :SaveloopAttach says the address for another debugger')
  end
end

function M.check()
  health.start('saveloop')
  check_neovim()
  check_binary()
  check_server()
  check_programs()
  check_debugger()
end

return M
