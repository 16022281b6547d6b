-- A save is a reload, twenty times in a row, in a real Neovim:
--   nvim --clean --headless -l save.lua SAVELOOP_BINARY DIR default|nobackupcopy
-- Prints a line for each check; the exit code is 1 when any failed.
local binary, directory, mode = arg[1], arg[2], arg[3] or 'default'
local ROUNDS = 20

local here = vim.fs.dirname(vim.fs.abspath(arg[0]))
local check = dofile(vim.fs.joinpath(here, 'check.lua'))
local say, wait, finish, give_up_unless = check.say, check.wait, check.finish, check.give_up_unless

-- The program: it prints, and with one letter missing it fails on the third line.
local GOOD, BAD = 'station.readings', 'station.reading'
local function program(readings)
  return {
    'const station: { [name: string]: any } = { name: "Oslo", readings: [3, 5, 4] };',
    'const readings = ' .. readings .. ';',
    'console.log(station.name, readings.length);',
  }
end
local WRONG_LINE, WRONG_COLUMN = 2, #'console.log(station.name, ' -- both from 0

vim.fn.mkdir(directory, 'p')
directory = vim.fn.fnamemodify(directory, ':p')
local file = directory .. 'main.ts'
vim.fn.writefile(program(GOOD), file)

if mode == 'nobackupcopy' then
  vim.o.backupcopy = 'no'
elseif mode ~= 'default' then
  say(false, 'the mode is "default" or "nobackupcopy"', mode)
  finish()
end
-- In the temporary directory it would else save without a backup, another way than people's files.
vim.o.backupskip = ''
give_up_unless(say(vim.o.writebackup, 'saves go the way of a backup', file))

-- The plugin, with the binary under test.
vim.opt.runtimepath:append(vim.fs.dirname(here))
vim.lsp.config('saveloop', { cmd = { vim.fs.abspath(binary), 'lsp' } })
vim.cmd.runtime('plugin/saveloop.lua')
vim.cmd.filetype('on')
vim.cmd.edit(vim.fn.fnameescape(file))

give_up_unless(wait('the server attaches', function()
  local clients = vim.lsp.get_clients({ bufnr = 0, name = 'saveloop' })
  return #clients == 1 and clients[1].initialized
end))
local namespace = vim.lsp.diagnostic.get_namespace(vim.lsp.get_clients({ bufnr = 0 })[1].id)

local function errors()
  return vim.diagnostic.get(0, { namespace = namespace, severity = vim.diagnostic.severity.ERROR })
end

local function hints()
  return vim.diagnostic.get(0, { namespace = namespace, severity = vim.diagnostic.severity.HINT })
end

say(vim.diagnostic.config(nil, namespace).virtual_text, 'its text is shown at the end of the line')
say(not vim.diagnostic.config().virtual_text, 'the text of other servers is left alone')
say(#vim.diagnostic.get(0) == 0, 'nothing runs before it is asked for', vim.inspect(vim.diagnostic.get(0)))

give_up_unless(check.choose('Run main.ts on save'))
give_up_unless(wait('what it prints stands beside the call', function()
  return #hints() == 1 and hints()[1].lnum == 2 and hints()[1].message:find('Oslo 3', 1, true) ~= nil
end))

local function save(readings)
  vim.api.nvim_buf_set_lines(0, 0, -1, false, program(readings))
  vim.cmd('silent write')
end

-- Whether a save replaced the file instead of writing into it.
local replaced, inode = 0, vim.uv.fs_stat(file).ino
local function count_replacement()
  local now = vim.uv.fs_stat(file).ino
  replaced = replaced + (now ~= inode and 1 or 0)
  inode = now
end

for round = 1, ROUNDS do
  save(BAD)
  count_replacement()
  local is_shown = wait('round ' .. round .. ': the mistake is shown', function() return #errors() == 1 end)
  give_up_unless(is_shown)
  local shown_error = errors()[1]
  local is_right = shown_error.lnum == WRONG_LINE
    and shown_error.col == WRONG_COLUMN
    and shown_error.message:find('TypeError', 1, true) ~= nil
    and shown_error.message:find("'length' of undefined", 1, true) ~= nil
    and shown_error.code == 'uncaught'
    and shown_error.source == 'saveloop'
  say(is_right, 'round ' .. round .. ': at its place, in its words', vim.inspect(shown_error))
  save(GOOD)
  count_replacement()
  local is_gone = wait('round ' .. round .. ': repaired, it is gone', function()
    return #errors() == 0 and #hints() == 1
  end)
  give_up_unless(is_gone)
end
say(replaced > 0, mode .. ': ' .. replaced .. ' of ' .. 2 * ROUNDS .. ' saves replaced the file')

check.choose('Stop main.ts')
finish()
