#!/usr/bin/env python3
"""Makes docs/editor.svg: Neovim, set up as docs/editors.md says, with a finding. Needs nvim and the package pyte."""

import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from html import escape
from pathlib import Path

import pyte

HERE = Path(__file__).parent
COLUMNS, LINES = 104, 22
# Of a character, in pixels.
WIDTH, HEIGHT = 8.4, 18
COLORS = {
    "default": "#d4d4d4", "black": "#1e1e1e", "red": "#f48771", "green": "#89d185", "brown": "#dcdcaa",
    "blue": "#569cd6", "magenta": "#c586c0", "cyan": "#4ec9b0", "white": "#d4d4d4",
    "brightred": "#f48771", "brightblue": "#569cd6", "brightcyan": "#9cdcfe", "brightblack": "#808080",
    "brightwhite": "#ffffff", "brightgreen": "#89d185", "brightmagenta": "#c586c0", "brightbrown": "#dcdcaa",
}
BACKGROUND = "#1e1e1e"

MAIN = """variable "method" {
  default = "GET"
}

resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.list.http_method
  type                    = "AWS_PROXY"
  integration_http_method = var.method
  uri                     = aws_lambda_function.orders.invoke_arn
}
"""
REST = """resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "list" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
}

resource "aws_lambda_permission" "orders" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.orders.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.shop.execution_arn}/*"
}
"""
SETTINGS = """
vim.lsp.start = vim.lsp.start or function(config)
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
end
vim.o.termguicolors = true
vim.o.ruler, vim.o.showcmd, vim.o.laststatus, vim.o.signcolumn = false, false, 0, "yes"
vim.cmd("syntax on")
vim.cmd("highlight Normal guifg=#d4d4d4 guibg=#1e1e1e | highlight NormalFloat guifg=#d4d4d4 guibg=#2d2d30")
vim.cmd("highlight SignColumn guibg=#1e1e1e | highlight String guifg=#ce9178 | highlight EndOfBuffer guifg=#1e1e1e")
vim.cmd("highlight DiagnosticError guifg=#f48771 | highlight DiagnosticUnderlineError gui=underline guisp=#f48771")
vim.diagnostic.config({ virtual_text = true })
"""


def snippet() -> str:
    text = (HERE / "editors.md").read_text()
    return re.search(r"## Neovim.*?```lua\n(.*?)```", text, re.DOTALL)[1]


def screen(gatelint: str) -> pyte.Screen:
    """What Neovim shows once the server has found something, with the words about what is under the pointer."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "bin").mkdir()
        (folder / "bin/gatelint").symlink_to(Path(gatelint).resolve())
        (folder / "main.tf").write_text(MAIN)
        (folder / "shop.tf").write_text(REST)
        (folder / "settings.lua").write_text(SETTINGS + snippet())
        here = {**os.environ, "PATH": f"{folder}/bin:{os.environ['PATH']}", "TERM": "xterm-256color", "HOME": str(folder)}
        main, child = pty.openpty()
        ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        editor = subprocess.Popen(
            ["nvim", "--clean", "-n", "-S", "settings.lua", "main.tf"],
            stdin=child, stdout=child, stderr=child, cwd=folder, env=here, start_new_session=True,
        )
        shown = pyte.Screen(COLUMNS, LINES)
        stream = pyte.ByteStream(shown)

        def watch(seconds: float) -> None:
            end = time.time() + seconds
            while time.time() < end:
                if select.select([main], [], [], 0.05)[0]:
                    stream.feed(os.read(main, 65536))

        watch(1)
        os.write(main, b":set filetype=terraform | set syntax=conf\r")
        watch(5)
        os.write(main, b"10G$")
        os.write(main, b":lua vim.lsp.buf.hover()\r")
        watch(3)
        os.write(main, b":\x1b")
        watch(1)
        editor.kill()
        editor.wait()
        return shown


def color(name: str, otherwise: str) -> str:
    if name == "default":
        return otherwise
    return COLORS.get(name) or f"#{name}"


def drawn(shown: pyte.Screen) -> str:
    width, height = COLUMNS * WIDTH + 24, LINES * HEIGHT + 24
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" font-size="14" '
        'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono, monospace">',
        f'<rect width="100%" height="100%" rx="8" fill="{BACKGROUND}"/>',
    ]
    for line in range(LINES):
        start = 0
        cells = [shown.buffer[line][at] for at in range(COLUMNS)]
        while start < COLUMNS:
            style = cells[start]._replace(data="")
            end = start
            while end < COLUMNS and cells[end]._replace(data="") == style:
                end += 1
            text = "".join(cell.data for cell in cells[start:end])
            x, y = 12 + start * WIDTH, 12 + line * HEIGHT
            front, back = color(style.fg, COLORS["default"]), color(style.bg, BACKGROUND)
            if style.reverse:
                front, back = back, front
            if back != BACKGROUND:
                out.append(f'<rect x="{x:.1f}" y="{y}" width="{(end - start) * WIDTH:.1f}" height="{HEIGHT}" fill="{back}"/>')
            if text.strip():
                look = ' text-decoration="underline"' if style.underscore else ""
                look += ' font-weight="bold"' if style.bold else ""
                length = f'textLength="{(end - start) * WIDTH:.1f}"'
                out.append(
                    f'<text x="{x:.1f}" y="{y + 14}" fill="{front}" {length} xml:space="preserve"{look}>{escape(text)}</text>'
                )
            start = end
    return "\n".join([*out, "</svg>", ""])


if __name__ == "__main__":
    (HERE / "editor.svg").write_text(drawn(screen(sys.argv[1] if len(sys.argv) > 1 else "target/debug/gatelint")))
