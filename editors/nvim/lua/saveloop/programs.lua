-- What is known of programs: the newest step of each, as `saveloop/generation` tells it.
local M = {}

---@class saveloop.Program
---@field state string
---@field generation? integer
---@field cause? string
---@field milliseconds? number from the save to the outcome

---@type table<string, saveloop.Program>
local programs = {}

-- Steps that say nothing new about what runs.
local PASSING = { settled = true, unchanged = true, yielded = true }

---@param step table as in docs/protocol.md
function M.heard(step)
  local before = programs[step.program] or {}
  if step.state == 'stopped' then
    programs[step.program] = nil
  elseif step.state == 'yielded' and before.state == 'busy' then
    programs[step.program] = vim.tbl_extend('force', before, { state = 'running' })
  elseif not PASSING[step.state] then
    local known = step.prepareMs and step.runMs
    programs[step.program] = {
      state = step.state,
      -- A save that was refused leaves the generation that runs.
      generation = step.generation or before.generation,
      cause = step.cause,
      milliseconds = known and step.prepareMs + step.runMs or nil,
    }
  end
  vim.schedule(function() vim.cmd.redrawstatus({ bang = true }) end)
end

---@param uri string
---@return saveloop.Program?
function M.of(uri) return programs[uri] end

---The program of a file, else the only one there is.
---@param uri string
---@return saveloop.Program?
local function meant(uri)
  local all = vim.tbl_values(programs)
  return programs[uri] or (#all == 1 and all[1] or nil)
end

---Empty where nothing runs.
---@param uri string
---@return string
function M.line(uri)
  local program = meant(uri)
  if not program then return '' end
  local parts = { 'saveloop', program.state }
  if program.generation then table.insert(parts, 2, 'gen ' .. program.generation) end
  if program.cause and program.cause ~= '' then parts[#parts + 1] = program.cause end
  if program.milliseconds then parts[#parts + 1] = ('%.0f ms'):format(program.milliseconds) end
  return table.concat(parts, ' · ')
end

---Programs end with their server.
function M.forget() programs = {} end

return M
