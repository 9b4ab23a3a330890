/** What users set, and what follows from it. Knows nothing of the editor. */

/** The languages of files that are checked whatever is in them. */
export const LANGUAGES: readonly string[] = ["terraform", "terraform-vars", "opentofu"];

/** Those of files that are checked if they are OpenAPI documents, which the server knows. */
export const DOCUMENTS: readonly string[] = ["yaml", "json", "jsonc"];

/** Whether files of a language can be repaired. */
export function isChecked(language: string): boolean {
  return LANGUAGES.includes(language) || DOCUMENTS.includes(language);
}

/** The settings of the extension. */
export interface Settings {
  readonly enable: boolean;
  readonly path: string;
}

/** A program and its arguments. */
export interface Program {
  readonly command: string;
  readonly args: string[];
}

/** The program that serves, with the folder that the workspace begins in. */
export function program(settings: Settings, folder: string | undefined): Program {
  const path = settings.path.trim() || "gatelint";
  const command = folder === undefined ? path : path.replaceAll("${workspaceFolder}", folder);
  return { command, args: ["lsp"] };
}

/** What is said where the program cannot be started. */
export function complaint(command: string, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `gatelint: \`${command}\` cannot be started (${why}). Install it, or set \`gatelint.path\`.`;
}
