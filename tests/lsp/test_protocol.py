"""The corners of the protocol, with a client that was not written for this server: `.ci/protocol`."""

import asyncio
import os
import random
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

SERVER = [os.environ["GATELINT"], "lsp"]
# How many edits are made in each encoding.
EDITS = int(os.environ.get("GATELINT_EDITS", "150"))

ENCODINGS = [
    types.PositionEncodingKind.Utf8,
    types.PositionEncodingKind.Utf16,
    types.PositionEncodingKind.Utf32,
]

# In the line of the mistake stand an emoji, one of several code points, and a letter with a combining accent.
ODD = "\N{GRINNING FACE} \N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} e\N{COMBINING ACUTE ACCENT}"
MAIN = f"""# {ODD}
resource "aws_api_gateway_integration" "orders" {{
  rest_api_id             = "1"
  resource_id             = "2"
  http_method             = "ANY"
  type                    = "AWS_PROXY"
  integration_http_method = /* {ODD} */ "GET"
  uri                     = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders/invocations"
}}
"""


def units(text: str, encoding: types.PositionEncodingKind) -> int:
    """How many columns a text has."""
    if encoding == types.PositionEncodingKind.Utf8:
        return len(text.encode("utf-8"))
    if encoding == types.PositionEncodingKind.Utf16:
        return len(text.encode("utf-16-le")) // 2
    return len(text)


def position(text: str, offset: int, encoding: types.PositionEncodingKind) -> types.Position:
    before = text[:offset]
    start = before.rfind("\n") + 1
    return types.Position(line=before.count("\n"), character=units(before[start:], encoding))


def place(text: str, start: int, end: int, encoding: types.PositionEncodingKind) -> types.Range:
    return types.Range(start=position(text, start, encoding), end=position(text, end, encoding))


def capabilities(encoding: types.PositionEncodingKind, pulls: bool) -> types.ClientCapabilities:
    diagnostic = types.DiagnosticClientCapabilities() if pulls else None
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[encoding]),
        text_document=types.TextDocumentClientCapabilities(diagnostic=diagnostic),
        workspace=types.WorkspaceClientCapabilities(
            workspace_folders=True,
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        ),
    )


@pytest_lsp.fixture(config=ClientServerConfig(server_command=SERVER))
async def client(lsp_client: LanguageClient):
    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(_: types.RegistrationParams) -> None:
        return None

    yield
    await lsp_client.shutdown_session()


async def begin(
    client: LanguageClient,
    folders: list[Path],
    encoding: types.PositionEncodingKind = types.PositionEncodingKind.Utf16,
    pulls: bool = True,
) -> types.InitializeResult:
    asked = types.InitializeParams(
        capabilities=capabilities(encoding, pulls),
        workspace_folders=[types.WorkspaceFolder(uri=it.as_uri(), name=it.name) for it in folders],
    )
    answer = await client.initialize_session(asked)
    assert answer.capabilities.position_encoding == encoding
    return answer


def open_file(client: LanguageClient, path: Path, text: str) -> None:
    item = types.TextDocumentItem(uri=path.as_uri(), language_id="terraform", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))


def change(client: LanguageClient, path: Path, version: int, *changes: object) -> None:
    of = types.VersionedTextDocumentIdentifier(uri=path.as_uri(), version=version)
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(text_document=of, content_changes=list(changes))
    )


async def pull(client: LanguageClient, path: Path) -> list[types.Diagnostic]:
    asked = types.DocumentDiagnosticParams(text_document=types.TextDocumentIdentifier(uri=path.as_uri()))
    report = await client.text_document_diagnostic_async(asked)
    assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
    return list(report.items)


@pytest.mark.asyncio
@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_columns_are_counted_as_was_agreed(client: LanguageClient, tmp_path: Path, encoding):
    await begin(client, [tmp_path], encoding, pulls=False)
    path = tmp_path / "main.tf"
    path.write_text(MAIN)
    open_file(client, path, MAIN)
    await client.wait_for_notification("textDocument/publishDiagnostics")
    (found,) = client.diagnostics[path.as_uri()]
    start = MAIN.index('"GET"')
    assert (found.code, found.range) == ("lambda-non-post", place(MAIN, start, start + 5, encoding))

    # The repair counts as the finding does.
    asked = types.CodeActionParams(
        text_document=types.TextDocumentIdentifier(uri=path.as_uri()),
        range=found.range,
        context=types.CodeActionContext(diagnostics=[found]),
    )
    actions = await client.text_document_code_action_async(asked)
    (edit,) = actions[0].edit.changes[path.as_uri()]
    assert edit == types.TextEdit(range=place(MAIN, start, start + 5, encoding), new_text='"POST"')

    # So does what is typed.
    change(client, path, 2, types.TextDocumentContentChangePartial(range=edit.range, text=edit.new_text))
    await client.wait_for_notification("textDocument/publishDiagnostics")
    assert not client.diagnostics[path.as_uri()]


WORDS = ['"', "{", "}", "\n", "\r\n", "# ", ODD, "e\N{COMBINING ACUTE ACCENT}", "\N{GRINNING FACE}", '"GET"', "a = 1\n"]


@pytest.mark.asyncio
@pytest.mark.parametrize("encoding", ENCODINGS)
async def test_edits_leave_the_text_that_a_model_has(client: LanguageClient, tmp_path: Path, encoding):
    """What is said after edits by place is what is said of the whole text, which the model has."""
    await begin(client, [tmp_path], encoding)
    path = tmp_path / "main.tf"
    text = MAIN
    open_file(client, path, text)
    numbers = random.Random(14)
    of = types.TextDocumentIdentifier(uri=path.as_uri())
    version = 1

    async def said() -> tuple:
        symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=of))
        return await pull(client, path), symbols

    for _ in range(EDITS):
        changes = []
        # Several changes in one message follow each other.
        for _ in range(numbers.randint(1, 3)):
            start = numbers.randint(0, len(text))
            end = min(len(text), start + numbers.choice([0, 0, 0, 1, 2, 5, 30]))
            # A place between `\r` and `\n` is none.
            while start > 0 and text[start - 1 : start + 1] == "\r\n":
                start -= 1
            while text[end - 1 : end + 1] == "\r\n":
                end += 1
            word = numbers.choice(WORDS)
            where = place(text, start, end, encoding)
            changes.append(types.TextDocumentContentChangePartial(range=where, text=word))
            text = text[:start] + word + text[end:]
        if numbers.random() < 0.1:
            text = MAIN
            changes.append(types.TextDocumentContentChangeWholeDocument(text=text))
        version += 1
        change(client, path, version, *changes)
        by_place = await said()
        version += 1
        change(client, path, version, types.TextDocumentContentChangeWholeDocument(text=text))
        assert by_place == await said(), text


def large(folder: Path) -> None:
    """A module that is not checked in no time."""
    for number in range(60):
        text = MAIN.replace('"orders"', f'"orders{number}"').replace('"2"', f'"2{number}"')
        (folder / f"f{number}.tf").write_text(text)


@pytest.mark.asyncio
async def test_what_is_cancelled_is_not_done(client: LanguageClient, tmp_path: Path):
    await begin(client, [tmp_path])
    large(tmp_path)
    path = tmp_path / "main.tf"
    open_file(client, path, MAIN)
    of = types.TextDocumentIdentifier(uri=path.as_uri())
    at = types.Position(line=6, character=2)
    # The first takes a while, in which the others come in.
    everything = types.WorkspaceDiagnosticParams(previous_result_ids=[])
    first = client.protocol.send_request("workspace/diagnostic", everything)
    here = types.HoverParams(text_document=of, position=at)
    hovers = [client.protocol.send_request("textDocument/hover", here, msg_id=f"h{number}") for number in range(2)]
    client.cancel_request(types.CancelParams(id="h0"))
    with pytest.raises(Exception) as cancelled:
        await asyncio.wrap_future(hovers[0])
    assert cancelled.value.code == types.LSPErrorCodes.RequestCancelled
    # Who was not cancelled is answered, and so is who comes after.
    hover = await asyncio.wrap_future(hovers[1])
    assert "integration_http_method" in hover.contents.value
    assert len((await asyncio.wrap_future(first)).items) == 61
    assert [it.code for it in await pull(client, path)] == ["lambda-non-post"]
    # Nobody waits for these.
    client.cancel_request(types.CancelParams(id="h0"))
    client.cancel_request(types.CancelParams(id=4711))
    assert [it.code for it in await pull(client, path)] == ["lambda-non-post"]


@pytest.mark.asyncio
async def test_two_folders_are_two_workspaces(client: LanguageClient, tmp_path: Path):
    one, other, late = (tmp_path / name for name in ["one", "other", "late"])
    for folder in [one, other, late]:
        (folder / ".git").mkdir(parents=True)
        (folder / "main.tf").write_text(MAIN)
    # What is configured in one holds there alone.
    (other / ".gatelint.hcl").write_text('rule "lambda-non-post" {\n  enabled = false\n}\n')
    await begin(client, [one, other])

    async def found() -> dict[str, list[str]]:
        asked = types.WorkspaceDiagnosticParams(previous_result_ids=[])
        report = await client.workspace_diagnostic_async(asked)
        return {item.uri: [it.code for it in item.items] for item in report.items}

    of = {folder: (folder / "main.tf").as_uri() for folder in [one, other, late]}
    assert await found() == {of[one]: ["lambda-non-post"]}
    open_file(client, other / "main.tf", MAIN.replace("AWS_PROXY", "AWS_PROXI"))
    assert await found() == {of[one]: ["lambda-non-post"], of[other]: ["invalid-type"]}

    folders = {it: types.WorkspaceFolder(uri=it.as_uri(), name=it.name) for it in [one, late]}
    event = types.WorkspaceFoldersChangeEvent(added=[folders[late]], removed=[folders[one]])
    client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event=event))
    assert await found() == {of[late]: ["lambda-non-post"], of[other]: ["invalid-type"]}
