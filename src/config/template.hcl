# What gatelint looks for in this folder and below. Nearer files of this name win, and so does the last line.
# `gatelint config PATH` prints what holds for a path, and which line says so.

# This folder is the top of the workspace: what lies outside of it is not read.
# root = true

# Files and folders that are not checked, as in .gitignore.
# exclude = ["examples/", "**/*_generated.tf"]

# The mildest finding that makes the exit code 1: "error", "warning", "note" or "never".
# fail_on = "warning"

# A file that `gatelint check --write-baseline FILE` wrote: the findings in it do not count.
# baseline = "gatelint.baseline"

# OpenAPI documents for API Gateway that no module refers to are checked as well, as those of AWS SAM.
# openapi = true

# Each root is checked once for each set, with the files as `--var-file` reads them, from this folder.
# inputs "prod" {
#   var_files = ["prod.tfvars"]
# }

# A rule by its name, a family by a pattern, the rules of a resource type, or those that fail at "apply".
# rule "missing-passthrough-behavior" {
#   enabled = false
# }
# rule "mock-*" {
#   severity = "note"
# }

# Other settings for some files.
# for "legacy/**" {
#   fail_on = "error"
#   rule "fails:never" {
#     enabled = false
#   }
# }

# Comments that silence findings: `# gatelint: ignore[missing-uri] reason`.
# suppression {
#   require_reason = true
#   never          = ["fails:open"]
# }
