import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, TransportKind } from "vscode-languageclient/node";
import { complaint, DOCUMENTS, isChecked, LANGUAGES, program, type Settings } from "./settings";

/** All safe repairs of a file. */
const FIX_ALL = "source.fixAll.gatelint";

let client: LanguageClient | undefined;
/** One start or stop after another. */
let pending: Promise<void> = Promise.resolve();

function settings(scope?: vscode.Uri): Settings & { fixAllOnSave: boolean } {
  const set = vscode.workspace.getConfiguration("gatelint", scope ?? null);
  return {
    enable: set.get("enable", true),
    path: set.get("path", "gatelint"),
    fixAllOnSave: set.get("fixAllOnSave", false),
  };
}

async function start(): Promise<void> {
  const set = settings();
  if (!set.enable) {
    return;
  }
  const { command, args } = program(set, vscode.workspace.workspaceFolders?.[0]?.uri.fsPath);
  const run = { command, args, transport: TransportKind.stdio };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...[...LANGUAGES, ...DOCUMENTS].map((language) => ({ scheme: "file", language })),
      { scheme: "file", pattern: "**/*.{tf,tofu}.json" },
      { scheme: "file", pattern: "**/.gatelint.hcl" },
    ],
  };
  const started = new LanguageClient("gatelint", "gatelint", { run, debug: run }, options);
  try {
    await started.start();
    client = started;
  } catch (error) {
    void vscode.window.showErrorMessage(complaint(command, error));
  }
}

async function stop(): Promise<void> {
  const stopped = client;
  client = undefined;
  await stopped?.stop();
}

function restart(): Promise<void> {
  pending = pending.then(stop).then(start);
  return pending;
}

/** The edits that make all safe repairs of a document. */
async function repairs(document: vscode.TextDocument): Promise<vscode.TextEdit[]> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[] | undefined>(
    "vscode.executeCodeActionProvider",
    document.uri,
    whole,
    FIX_ALL,
  );
  const ours = (actions ?? []).filter((action) => action.kind?.value === FIX_ALL);
  return ours.flatMap((action) => action.edit?.get(document.uri) ?? []);
}

async function fixAll(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document !== undefined && isChecked(document.languageId)) {
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, await repairs(document));
    await vscode.workspace.applyEdit(edit);
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("gatelint.restart", restart),
    vscode.commands.registerCommand("gatelint.fixAll", fixAll),
    vscode.workspace.onWillSaveTextDocument((event) => {
      const { document } = event;
      if (client !== undefined && isChecked(document.languageId) && settings(document.uri).fixAllOnSave) {
        event.waitUntil(repairs(document));
      }
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("gatelint.enable") || event.affectsConfiguration("gatelint.path")) {
        void restart();
      }
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await pending;
  await stop();
}
