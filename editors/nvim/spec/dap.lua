-- A debugger in Neovim: `:SaveloopAttach` hands it what it needs, it stops at a breakpoint, and stays over a save.
-- In the place of nvim-dap a client of its own, which does with an adapter and a configuration what nvim-dap does.
--   XDG_DATA_HOME=DATA SAVELOOP_TRUST=FILE nvim --headless main.ts -c 'luafile dap.lua'
local here = vim.fs.dirname(vim.fs.abspath(debug.getinfo(1, 'S').source:sub(2)))
local check = dofile(vim.fs.joinpath(here, 'check.lua'))
local say, wait, same, finish, give_up_unless =
  check.say, check.wait, check.same, check.finish, check.give_up_unless

local Client = {}
Client.__index = Client

-- Starts an adapter as nvim-dap starts one of the type `executable`.
function Client.start(adapter)
  local self = setmetatable({ seq = 0, answers = {}, events = {}, input = '' }, Client)
  local stdin, stdout = vim.uv.new_pipe(), vim.uv.new_pipe()
  self.stdin = stdin
  self.process = vim.uv.spawn(adapter.command, { args = adapter.args, stdio = { stdin, stdout, nil } }, function(code)
    self.code = code
  end)
  stdout:read_start(function(_, bytes)
    self.input = self.input .. (bytes or '')
    while true do
      local _, head, length = self.input:find('Content%-Length: (%d+)\r\n\r\n')
      if not length or #self.input < head + length then return end
      self:hear(vim.json.decode(self.input:sub(head + 1, head + length)))
      self.input = self.input:sub(head + length + 1)
    end
  end)
  return self
end

function Client:hear(message)
  if message.type == 'response' then
    self.answers[message.request_seq] = message
  else
    self.events[#self.events + 1] = message
  end
end

-- The answer's body.
function Client:ask(command, arguments)
  self.seq = self.seq + 1
  local seq = self.seq
  local text = vim.json.encode({ seq = seq, type = 'request', command = command, arguments = arguments })
  self.stdin:write(('Content-Length: %d\r\n\r\n%s'):format(#text, text))
  give_up_unless(wait('an answer to ' .. command, function() return self.answers[seq] ~= nil end))
  local answer = self.answers[seq]
  give_up_unless(say(answer.success, command .. ' is done', vim.inspect(answer)))
  return answer.body
end

-- The body of the next event of a name; those before it are over.
function Client:event(name)
  local found
  give_up_unless(wait('the event ' .. name, function()
    while not found and #self.events > 0 do
      local event = table.remove(self.events, 1)
      found = event.event == name and event or nil
    end
    return found ~= nil
  end))
  return found.body or {}
end

function Client:place()
  local frame = self:ask('stackTrace', { threadId = 1 }).stackFrames[1]
  return frame.line, frame.source.path, frame.id
end

local function save(lines)
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  vim.cmd('silent write')
end

local function spec()
  check.attached()
  vim.fn.inputlist = function() return 1 end
  local client
  local module = { adapters = {} }
  function module.run(config)
    client = Client.start(module.adapters[config.type])
    client.config = config
  end
  package.loaded['dap'] = module

  vim.cmd('SaveloopRun')
  wait('it runs', function() return require('saveloop').status():find('live', 1, true) ~= nil end, function()
    return require('saveloop').status()
  end)
  vim.cmd('SaveloopAttach')
  give_up_unless(wait('the debugger is started', function() return client ~= nil end))
  client:ask('initialize', { adapterID = 'saveloop', clientID = 'neovim', pathFormat = 'path' })
  client:ask('attach', client.config)
  client:event('initialized')
  local file = vim.api.nvim_buf_get_name(0)
  local breakpoints = { source = { path = file }, breakpoints = { { line = 3 } } }
  same(true, client:ask('setBreakpoints', breakpoints).breakpoints[1].verified, 'the breakpoint is bound')
  client:ask('configurationDone', {})
  same('breakpoint', client:event('stopped').reason, 'it stops at the breakpoint')
  local line, path, frame = client:place()
  same(3, line, 'on its line')
  same(file, path, 'of the file that is open')

  -- Saved in the editor while it is paused, it runs on as the new text.
  save({ 'let ticks = 1000;', 'setInterval(() => {', '  ticks += 1;', '}, 20);' })
  client:ask('continue', { threadId = 1 })
  client:event('loadedSource')
  client:event('stopped')
  line, path, frame = client:place()
  same(3, line, 'it stops in the new text')
  local ticks = client:ask('evaluate', { expression = 'ticks', frameId = frame, context = 'hover' }).result
  say(tonumber(ticks) >= 1000, 'and sees its variables', ticks)

  client:ask('disconnect', {})
  wait('the adapter ends', function() return client.code == 0 end, function() return vim.inspect(client.code) end)
  wait('the program goes on', function() return require('saveloop').status():find('live', 1, true) ~= nil end)
  finish()
end

check.run(spec)
