-- The package that `saveloop init neovim` has written, in a Neovim that starts as a person's does:
--   XDG_DATA_HOME=DATA SAVELOOP_TRUST=FILE nvim --headless main.ts -c 'luafile plugin.lua'
-- The file of trust does not exist yet. Prints a line for each check; the exit code is 1 when any failed.
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
local check = dofile(vim.fs.joinpath(here, 'check.lua'))
local say, wait, same, finish, give_up_unless =
  check.say, check.wait, check.same, check.finish, check.give_up_unless

local function spec()
  -- Loaded by Neovim itself, from the data directory and not from the checkout.
  local loaded = vim.api.nvim_get_runtime_file('lua/saveloop/init.lua', false)[1] or 'not found'
  give_up_unless(say(loaded:find('/site/pack/saveloop/start/saveloop/', 1, true), 'the package is loaded', loaded))
  local client = check.attached()
  local namespace = vim.lsp.diagnostic.get_namespace(client.id)
  local saveloop = require('saveloop')
  same('', saveloop.status(), 'nothing runs, and the statusline is empty')

  -- What Neovim shows to a person, collected.
  local messages = {}
  vim.notify = function(message) messages[#messages + 1] = message end
  local function said(text)
    return wait('it is said: ' .. text, function()
      return table.concat(messages, '\n'):find(text, 1, true) ~= nil
    end, function() return vim.inspect(messages) end)
  end

  -- The question of trust, put away first and answered then.
  local asked, answer = {}, 0
  vim.fn.inputlist = function(lines)
    asked = lines
    return answer
  end
  vim.cmd('SaveloopRun')
  wait('the first run asks', function() return #asked > 0 end)
  say(asked[1]:find('Run main.ts on save?', 1, true), 'what will run is named', vim.inspect(asked))
  say(asked[1]:find(vim.fn.getcwd(), 1, true), 'and its folder', vim.inspect(asked))
  wait('a no is said', function()
    return vim.api.nvim_exec2('messages', { output = true }).output:find('was not run', 1, true) ~= nil
  end)
  same('', saveloop.status(), 'and runs nothing')
  answer = 1
  vim.cmd('SaveloopRun')
  local function shown(severity)
    return vim.diagnostic.get(0, { namespace = namespace, severity = severity })
  end
  give_up_unless(wait('trusted, it runs', function() return #shown(vim.diagnostic.severity.HINT) == 1 end))

  -- Drawn, not only known: the text at the end of the line.
  local function drawn()
    local texts = {}
    for _, id in pairs(vim.api.nvim_get_namespaces()) do
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, id, 0, -1, { details = true })) do
        for _, chunk in ipairs(mark[4].virt_text or {}) do texts[#texts + 1] = chunk[1] end
      end
    end
    return table.concat(texts)
  end
  wait('what it prints is drawn', function() return drawn():find('reading 3', 1, true) ~= nil end, drawn)

  -- The statusline follows saves, good and bad.
  local function status(pattern)
    return wait('the statusline: ' .. pattern, function() return saveloop.status():find(pattern) ~= nil end, saveloop.status)
  end
  local function save(lines)
    vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
    vim.cmd('silent write')
  end
  status('^saveloop · gen 1 · live · .+ · %d+ ms$')
  save({ 'console.log("reading", 4);', 'setInterval(() => {}, 1000);' })
  status('^saveloop · gen 2 · live · saved main.ts · %d+ ms$')
  save({ 'console.log("reading", ;' })
  status('^saveloop · gen 2 · refused · saved main.ts$')
  wait('the mistake is shown', function() return #shown(vim.diagnostic.severity.ERROR) == 1 end)
  save({ 'console.log("reading", 5);', 'setInterval(() => {}, 1000);' })
  status('^saveloop · gen 3 · live')

  -- Without nvim-dap the address is a message; with it, it is handed over.
  vim.cmd('SaveloopAttach')
  said('debuggers attach at 127.0.0.1:')
  said('In Chrome: ')
  local handed
  package.loaded['dap'] = { adapters = {}, run = function(config) handed = config end }
  messages = {}
  vim.cmd('SaveloopAttach')
  if wait('nvim-dap is handed the address', function() return handed ~= nil end) then
    say(handed.request == 'attach' and handed.address:find('^ws://127%.0%.0%.1:'), 'as it needs it', vim.inspect(handed))
    local adapter = package.loaded['dap'].adapters[handed.type]
    same({ type = 'executable', command = 'saveloop', args = { 'dap' } }, adapter, 'with its adapter')
  end
  same({}, messages, 'and nothing is said then')

  -- Its signs have moved with the text; a save tells those sessions that are ours.
  local told
  local function session(type, take) return { config = { type = type }, set_breakpoints = take } end
  package.loaded['dap'].sessions = function()
    return { session('saveloop', function(_, found) told = found end), session('other', error) }
  end
  package.loaded['dap.breakpoints'] = { get = function(buffer) return { [buffer] = { { line = 2 } } } end }
  vim.api.nvim_exec_autocmds('BufWritePost', { group = 'saveloop', pattern = 'main.ts' })
  same({ [vim.api.nvim_get_current_buf()] = { { line = 2 } } }, told, 'a save says where the breakpoints are')

  vim.cmd('SaveloopHandles')
  wait('what keeps it alive is said', function()
    return vim.api.nvim_exec2('messages', { output = true }).output:find('setInterval 1000 ms', 1, true) ~= nil
  end)

  vim.cmd('checkhealth saveloop')
  local report = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  for _, text in ipairs({ 'a server runs for', 'main.ts: live, generation 3', 'nvim-dap is handed the address' }) do
    say(report:find(text, 1, true), 'the health check says: ' .. text, report)
  end
  say(not report:find('ERROR', 1, true), 'and names no error', report)
  vim.cmd('bwipeout!')

  vim.cmd('SaveloopRestart')
  status('gen 4 · live · restart')
  vim.cmd('SaveloopStop')
  wait('stopped, the statusline is empty', function() return saveloop.status() == '' end, saveloop.status)

  vim.cmd('helptags ALL')
  say(pcall(vim.cmd.help, ':SaveloopAttach'), 'the help has a page for the commands')
  finish()
end

check.run(spec)
