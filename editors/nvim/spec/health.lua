-- What `:checkhealth saveloop` says where something is missing:
--   nvim --headless main.ts -c 'luafile health.lua'       with no `saveloop` on the PATH
-- Prints a line for each check; the exit code is 1 when any failed.
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
local check = dofile(vim.fs.joinpath(here, 'check.lua'))
local say, finish = check.say, check.finish

local function report()
  vim.cmd('checkhealth saveloop')
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  vim.cmd('bwipeout!')
  return text
end

local function says(text, found)
  say(found:find(text, 1, true), 'the health check says: ' .. text, found)
end

local function spec()
  say(vim.fn.executable('saveloop') == 0, 'there is no saveloop')
  local found = report()
  says('`saveloop` cannot be started', found)
  says('put saveloop on the PATH that Neovim sees', found)
  says("vim.lsp.config('saveloop', { cmd = { '/path/to/saveloop', 'lsp' } })", found)
  says('no server runs', found)
  says('nvim-dap is not there', found)

  -- A program of that name that is something else.
  local other = vim.fn.tempname()
  vim.fn.writefile({ '#!/bin/sh', 'echo broken >&2', 'exit 3' }, other)
  vim.fn.setfperm(other, 'rwx------')
  vim.lsp.config('saveloop', { cmd = { other, 'lsp' } })
  found = report()
  says('--version` failed with 3', found)
  says('broken', found)

  vim.lsp.enable('saveloop', false)
  says('the server is not enabled', report())

  package.loaded['dap'] = { adapters = {} }
  says('nvim-dap is handed the address', report())

  -- The commands say where to look.
  local messages = {}
  vim.notify = function(message) messages[#messages + 1] = message end
  vim.cmd('SaveloopRun')
  vim.cmd('SaveloopAttach')
  check.same(2, #messages, 'a command without a server says so')
  says(':checkhealth saveloop says why', messages[2] or '')
  finish()
end

check.run(spec)
