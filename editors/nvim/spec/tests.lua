-- Tests of a program in Neovim: what they came to in lenses above them, and run and debugged from there.
--   XDG_DATA_HOME=DATA SAVELOOP_TRUST=FILE nvim --headless main.test.ts -c 'luafile tests.lua'
-- The file of trust does not exist yet. Prints a line for each check; the exit code is 1 when any failed.
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
local check = dofile(vim.fs.joinpath(here, 'check.lua'))
local say, wait, same, finish, give_up_unless =
  check.say, check.wait, check.same, check.finish, check.give_up_unless

-- Titles of the lenses of a line, counted from 1, without the time that a test took.
local function lenses(line)
  local titles = {}
  for _, lens in ipairs(vim.lsp.codelens.get(0)) do
    local title = lens.command and lens.command.title or '?'
    if lens.range.start.line + 1 == line then titles[#titles + 1] = (title:gsub(' [%d.]+ ms$', '')) end
  end
  table.sort(titles)
  return titles
end

local function shows(line, expected)
  local name = ('line %d has the lenses %s'):format(line, table.concat(expected, ' | '))
  table.sort(expected)
  return wait(name, function() return vim.deep_equal(lenses(line), expected) end, function()
    return vim.inspect(lenses(line)) .. check.shown()
  end)
end

local select = vim.ui.select

-- Runs a lens of the cursor's line, as `vim.lsp.codelens.run` offers them.
local function choose(line, title)
  vim.api.nvim_win_set_cursor(0, { line, 0 })
  vim.ui.select = function(items, options, answer)
    -- The question of trust comes this way too.
    if not items[1].lens then return select(items, options, answer) end
    for index, item in ipairs(items) do
      if item.lens.command.title == title then return answer(item, index) end
    end
    say(false, 'there is a lens: ' .. title, vim.inspect(items))
  end
  vim.lsp.codelens.run()
end

local function stop()
  vim.cmd('SaveloopStop')
  wait('stopped', function() return require('saveloop').status() == '' end, require('saveloop').status)
end

local function spec()
  check.attached()
  vim.fn.inputlist = function() return 1 end
  local messages = {}
  vim.notify = function(message) messages[#messages + 1] = message end
  local handed
  package.loaded['dap'] = { adapters = {}, run = function(config) handed = config end }

  -- Before it has run: the text says what the tests are.
  give_up_unless(shows(3, { 'Run test', 'Debug test' }))

  -- The first thing that is done here: trust is asked for, and the address comes when the program starts.
  choose(3, 'Debug test')
  give_up_unless(wait('nvim-dap is handed the address once it is there', function() return handed ~= nil end))
  handed = nil
  stop()

  choose(3, 'Run test')
  give_up_unless(shows(3, { '✓ adds', 'Run test', 'Debug test' }))
  same({ 'Debug test', 'Run test' }, lenses(6), 'the other test has not run')

  vim.cmd('SaveloopRestart')
  give_up_unless(shows(6, { '✗ fails', 'Run test', 'Debug test' }))
  local errors = vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR })
  same(1, #errors, 'a test that fails is an error')
  same(6, errors[1] and errors[1].lnum, 'at its assertion')

  choose(6, 'Debug test')
  if wait('nvim-dap is handed the address', function() return handed ~= nil end) then
    say(handed.address:find('^ws://127%.0%.0%.1:'), 'as it needs it', vim.inspect(handed))
  end
  same({}, messages, 'and nothing is said then')

  -- Repaired, the save runs it again.
  stop()
  vim.api.nvim_buf_set_lines(0, 6, 7, false, { '  assert.strictEqual(1 + 1, 2);' })
  vim.cmd('silent write')
  choose(6, 'Run test')
  give_up_unless(shows(6, { '✓ fails', 'Run test', 'Debug test' }))
  same(0, #vim.diagnostic.get(0, { severity = vim.diagnostic.severity.ERROR }), 'the error is gone')
  finish()
end

check.run(spec)
