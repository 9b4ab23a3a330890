import assert from "node:assert/strict";
import test from "node:test";
import { complaint, isChecked, program } from "../src/settings";

void test("the program is looked for where the settings say", () => {
  const of = (path: string, folder?: string) => program({ enable: true, path }, folder).command;
  assert.equal(of("gatelint"), "gatelint");
  assert.equal(of("  "), "gatelint");
  assert.equal(of("${workspaceFolder}/bin/gatelint", "/a"), "/a/bin/gatelint");
  assert.equal(of("${workspaceFolder}/bin/gatelint"), "${workspaceFolder}/bin/gatelint");
  assert.deepEqual(program({ enable: true, path: "x" }, undefined).args, ["lsp"]);
});

void test("documents are checked as well, and nothing else", () => {
  assert.deepEqual(
    ["terraform", "opentofu", "yaml", "json", "python"].filter(isChecked),
    ["terraform", "opentofu", "yaml", "json"],
  );
});

void test("who has not installed it is told what to do", () => {
  const said = complaint("gatelint", new Error("spawn gatelint ENOENT"));
  assert.match(said, /`gatelint` cannot be started \(spawn gatelint ENOENT\)/);
  assert.match(said, /gatelint\.path/);
});
