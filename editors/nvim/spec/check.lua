-- What the specs share: checks that print a line each, waits for conditions, the menu of code actions.
local M = {}

local PATIENCE = 20000 -- milliseconds; only a failure takes as long

local failures = 0

function M.say(is_ok, name, detail)
  failures = failures + (is_ok and 0 or 1)
  local text = (is_ok and 'ok   ' or 'FAIL ') .. name
  io.stdout:write(text .. (not is_ok and detail and ': ' .. detail or '') .. '\n')
  return is_ok
end

function M.wait(name, condition, detail)
  local is_met = vim.wait(PATIENCE, condition, 5)
  return M.say(is_met, name, not is_met and (detail or M.shown)() or nil)
end

function M.same(expected, found, name)
  return M.say(vim.deep_equal(expected, found), name, vim.inspect(found) .. ' instead of ' .. vim.inspect(expected))
end

function M.finish()
  for _, client in ipairs(vim.lsp.get_clients()) do client:stop() end
  M.wait('the server shuts down', function() return #vim.lsp.get_clients() == 0 end)
  io.stdout:flush()
  os.exit(failures == 0 and 0 or 1)
end

-- Runs a spec that ends by `finish`.
function M.run(spec)
  local is_done, failure = xpcall(spec, debug.traceback)
  if not is_done then
    M.say(false, 'the spec runs to its end', failure)
    M.finish()
  end
end

function M.give_up_unless(is_ok)
  if not is_ok then M.finish() end
end

-- The server's client, once it speaks.
function M.attached()
  local function client() return vim.lsp.get_clients({ bufnr = 0, name = 'saveloop' })[1] end
  M.give_up_unless(M.wait('the server attaches', function() return client() and client().initialized end))
  return client()
end

-- What a failure needs to be understood.
function M.shown()
  return vim.inspect(vim.diagnostic.get(0)) .. '\n' .. vim.api.nvim_exec2('messages', { output = true }).output
end

-- Chooses from the menu of code actions, as a person would.
function M.choose(title)
  local titles, is_answered = {}, false
  vim.ui.select = function(items, _, choose)
    for index, item in ipairs(items) do
      titles[#titles + 1] = item.action.title
      if item.action.title == title then
        is_answered = true
        return choose(item, index)
      end
    end
  end
  vim.lsp.buf.code_action()
  return M.wait('the menu offers: ' .. title, function() return is_answered end, function()
    return vim.inspect(titles) .. M.shown()
  end)
end

return M
