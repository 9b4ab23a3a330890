-- What somebody does who opens a file with a mistake in it: sees it, asks what it is, has it repaired, and saves.
local function fail(words)
  io.stderr:write(words .. "\n")
  vim.cmd("cquit 1")
end

local function wait_for(what, found)
  if not vim.wait(20000, found, 20) then
    fail("waited in vain for " .. what)
  end
end

-- What docs/editors.md tells to write, with what Neovim has from 0.8 on; Debian may have an older one.
vim.lsp.start = vim.lsp.start or function(config)
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
end
vim.cmd("luafile " .. vim.env.SNIPPET)
vim.cmd("set filetype=terraform")
wait_for("the server", function()
  return #vim.lsp.get_active_clients() == 1
end)
local client = vim.lsp.get_active_clients()[1].id

wait_for("the finding", function()
  return #vim.diagnostic.get(0) == 1
end)
local found = vim.diagnostic.get(0)[1]
if found.code ~= "lambda-non-post" or found.lnum ~= 6 or found.col ~= 28 then
  fail("not what was expected: " .. vim.inspect(found))
end

vim.api.nvim_win_set_cursor(0, { 7, 29 })
local at = vim.lsp.util.make_position_params()
local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", at, 20000)[client]
if not hover or not vim.inspect(hover.result):find("lambda-non-post", 1, true) then
  fail("nothing under the pointer: " .. vim.inspect(hover))
end

local asked = vim.lsp.util.make_range_params()
asked.context = { diagnostics = {} }
local actions = vim.lsp.buf_request_sync(0, "textDocument/codeAction", asked, 20000)[client].result
for _, action in ipairs(actions) do
  if action.isPreferred then
    local encoding = vim.lsp.get_client_by_id(client).offset_encoding
    vim.lsp.util.apply_workspace_edit(action.edit, encoding)
  end
end
wait_for("the finding to go", function()
  return #vim.diagnostic.get(0) == 0
end)
vim.cmd("write")

-- The mistake again, repaired by saving.
vim.cmd([[%s/"POST"/"GET"/]])
vim.cmd("write")
if vim.bo.modified or vim.fn.search('"GET"', "nw") ~= 0 then
  fail("saving did not repair the file")
end
vim.lsp.stop_client(client)
vim.cmd("quit")
