//! The forms for programs are what those read, and say the same of each finding.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on fails, and one that cannot be made says so"
)]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A folder with a name and a text that each form has to escape in some way, with two findings in a line that has
/// characters of several bytes.
const TEXT: &str = "resource \"aws_api_gateway_integration\" \"i\" {\n  rest_api_id = \"r\"\n  resource_id = \"s\"\n  http_method = \"GET\"\n  /* ü€😀 */ type = \"H%,:;]<&>\\n\\\"TTP\"\n}\n";
const FOLDER: &str = "a b,c%ü";

fn workspace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join(".git")).unwrap();
    fs::create_dir(dir.path().join(FOLDER)).unwrap();
    fs::write(dir.path().join(FOLDER).join("main.tf"), TEXT).unwrap();
    dir
}

fn gatelint(dir: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    command.arg("check").args(arguments).current_dir(dir);
    for name in ["GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "FORCE_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.envs(environment.iter().copied()).output().unwrap()
}

fn written(dir: &Path, format: &str) -> String {
    let output = gatelint(dir, &["--format", format], &[]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn json(dir: &Path, format: &str) -> Value {
    serde_json::from_str(&written(dir, format)).unwrap()
}

/// The finding of the type.
fn finding(dir: &Path) -> Value {
    let document = json(dir, "json");
    let findings = document["findings"].as_array().unwrap();
    findings.iter().find(|it| it["rule"] == "invalid-type").unwrap().clone()
}

fn assert_valid(schema: &str, document: &Value) {
    assert_valid_by(&Path::new("fixtures/schemas").join(schema), document);
}

fn assert_valid_by(schema: &Path, document: &Value) {
    let schema = fs::read_to_string(schema).unwrap();
    // A pattern for languages in SARIF's has a bracket that nothing opens; we give none.
    let schema = schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let errors: Vec<String> = schema.iter_errors(document).map(|it| it.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{document:#}");
}

#[test]
fn sarif_is_valid() {
    let dir = workspace();
    let document = json(dir.path(), "sarif");
    assert_valid("sarif-2.1.0.json", &document);
    let run = &document["runs"][0];
    let results = run["results"].as_array().unwrap();
    let result = results.iter().find(|it| it["ruleId"] == "invalid-type").unwrap();
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "a%20b%2Cc%25%C3%BC/main.tf");
    // Characters, as the run says.
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(
        (&place["region"]["startLine"], &place["region"]["startColumn"]),
        (&5.into(), &20.into())
    );
    let fingerprint = &result["partialFingerprints"]["gatelint/v1"];
    assert_eq!(fingerprint, &finding(dir.path())["fingerprint"]);
    let rule = &run["tool"]["driver"]["rules"]
        [usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
    assert_eq!(rule["id"], "invalid-type");
    assert!(rule["help"]["markdown"].as_str().unwrap().starts_with("# invalid-type\n"));
    fs::remove_dir_all(dir.path().join(FOLDER)).unwrap();
    fs::write(dir.path().join("main.tf"), "").unwrap();
    let output = gatelint(dir.path(), &["--format", "sarif"], &[]);
    assert_valid("sarif-2.1.0.json", &serde_json::from_slice(&output.stdout).unwrap());
}

#[test]
fn what_a_comment_silences_is_suppressed() {
    let dir = workspace();
    let text = TEXT.replace("TTP\"\n", "TTP\" # gatelint: ignore[invalid-type] not yet\n");
    fs::write(dir.path().join(FOLDER).join("main.tf"), text).unwrap();
    let output = gatelint(dir.path(), &["--format", "sarif"], &[]);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_valid("sarif-2.1.0.json", &document);
    let results = document["runs"][0]["results"].as_array().unwrap();
    let result = results.iter().find(|it| it["ruleId"] == "invalid-type").unwrap();
    assert_eq!(result["suppressions"][0]["justification"], "not yet");
    let output = gatelint(dir.path(), &["--format", "jsonl"], &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("{\"kind\":\"suppressed\",\"rule\":\"invalid-type\""), "{text}");
    for format in ["github", "gitlab", "junit", "checkstyle", "rdjson", "azure"] {
        let output = gatelint(dir.path(), &["--format", format], &[]);
        assert!(!String::from_utf8(output.stdout).unwrap().contains("invalid-type"), "{format}");
    }
}

#[test]
fn rdjson_is_valid_and_counts_bytes() {
    let dir = workspace();
    let document = json(dir.path(), "rdjson");
    assert_valid("rdjson.json", &document);
    let diagnostics = document["diagnostics"].as_array().unwrap();
    let diagnostic = diagnostics.iter().find(|it| it["code"]["value"] == "invalid-type").unwrap();
    assert_eq!(diagnostic["location"]["path"], format!("{FOLDER}/main.tf"));
    assert_eq!(diagnostic["location"]["range"]["start"]["column"], 26);
    assert_eq!(diagnostic["severity"], "ERROR");
}

/// <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>
#[test]
fn gitlab_gets_what_its_page_asks_for() {
    let dir = workspace();
    let issues = json(dir.path(), "gitlab");
    let issues = issues.as_array().unwrap();
    for issue in issues {
        for field in ["description", "check_name", "fingerprint"] {
            assert!(!issue[field].as_str().unwrap().is_empty(), "{issue:#}");
        }
        let severities = ["info", "minor", "major", "critical", "blocker"];
        assert!(severities.contains(&issue["severity"].as_str().unwrap()), "{issue:#}");
        assert!(issue["location"]["path"].as_str().unwrap().starts_with(FOLDER), "{issue:#}");
        assert!(issue["location"]["positions"]["begin"]["line"].is_number(), "{issue:#}");
    }
    let fingerprints: Vec<_> = issues.iter().map(|issue| &issue["fingerprint"]).collect();
    assert!(fingerprints.contains(&&finding(dir.path())["fingerprint"]));
}

#[test]
fn lines_of_json_are_the_findings_and_the_summary() {
    let dir = workspace();
    let document = json(dir.path(), "json");
    assert_valid_by(Path::new("docs/report.schema.json"), &document);
    let text = written(dir.path(), "jsonl");
    let mut lines: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for line in &lines {
        assert_valid_by(Path::new("docs/report-lines.schema.json"), line);
    }
    let mut summary = lines.pop().unwrap();
    assert_eq!(summary.as_object_mut().unwrap().remove("kind").unwrap(), "summary");
    assert_eq!(summary, document["summary"]);
    let mut of_kind = |kind: &str| {
        let (those, others) = lines.drain(..).partition(|line| line["kind"] == kind);
        lines = others;
        let mut those: Vec<Value> = those;
        for line in &mut those {
            line.as_object_mut().unwrap().remove("kind");
        }
        Value::from(those)
    };
    assert_eq!(of_kind("finding"), document["findings"]);
    let undecided = of_kind("undecided");
    assert_eq!(undecided, document["undecided"]);
    assert_eq!(undecided.as_array().unwrap().len(), document["summary"]["undecided"]["checks"]);
    assert_eq!(lines, Vec::<Value>::new());
}

/// Asks `xmllint`.
fn assert_xml(text: &str, schema: Option<&str>) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("report.xml");
    fs::write(&file, text).unwrap();
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--noout", "--nonet"]);
    if let Some(schema) = schema {
        xmllint.arg("--schema").arg(Path::new("fixtures/schemas").join(schema));
    }
    match xmllint.arg(&file).output() {
        Ok(said) => {
            assert!(said.status.success(), "{}\n{text}", String::from_utf8_lossy(&said.stderr));
        }
        Err(error) => eprintln!("NOT TESTED: there is no xmllint: {error}"),
    }
}

/// The report without the number of cases that were skipped in all: the schema is older than that attribute.
fn without_skipped(text: &str) -> String {
    text.replacen(" skipped=\"0\"", "", 1)
}

#[test]
fn junit_is_valid() {
    let dir = workspace();
    let text = written(dir.path(), "junit");
    assert_xml(&without_skipped(&text), Some("junit-10.xsd"));
    assert!(text.contains("name=\"a b,c%ü/main.tf\"") && text.contains("&lt;&amp;&gt;"), "{text}");
    fs::write(dir.path().join(FOLDER).join("main.tf"), "").unwrap();
    let output = gatelint(dir.path(), &["--format", "junit"], &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_xml(&without_skipped(&text), Some("junit-10.xsd"));
    assert!(text.contains("tests=\"1\""), "{text}");
}

#[test]
fn checkstyle_is_xml() {
    let dir = workspace();
    let text = written(dir.path(), "checkstyle");
    assert_xml(&text, None);
    let error = text.lines().find(|line| line.contains("gatelint.invalid-type")).unwrap();
    assert!(
        error.contains("<error line=\"5\" column=\"20\" severity=\"error\" message=\""),
        "{error}"
    );
    assert!(text.contains("<file name=\"a b,c%ü/main.tf\">"), "{text}");
}

/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>
#[test]
fn github_gets_annotations_and_a_summary() {
    let dir = workspace();
    let summary = dir.path().join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let environment =
        [("GITHUB_ACTIONS", "true"), ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())];
    let output = gatelint(dir.path(), &[], &environment);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Checked 1 integration"), "the form for people is there too: {text}");
    let line = text.lines().find(|line| line.contains("title=invalid-type")).unwrap();
    let begin = "::error file=a b%2Cc%25ü/main.tf,line=5,col=20,endColumn=38,title=invalid-type::";
    assert!(line.starts_with(begin), "{line}");
    assert!(line.contains("H%25,:;]<&>") && line.contains("%0Ahelp: "), "{line}");
    let summary = fs::read_to_string(summary).unwrap();
    assert!(
        summary.starts_with("before\n### gatelint\n")
            && summary.contains("| error | [`invalid-type`]("),
        "{summary}"
    );
    // Who asks for a form gets that one.
    let output = gatelint(dir.path(), &["--format", "concise"], &[("GITHUB_ACTIONS", "true")]);
    assert!(!String::from_utf8(output.stdout).unwrap().contains("::error"));
}

/// <https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands>
#[test]
fn azure_gets_issues() {
    let dir = workspace();
    let text = written(dir.path(), "azure");
    let line = text.lines().find(|line| line.contains("code=invalid-type")).unwrap();
    let begin = "##vso[task.logissue type=error;sourcepath=a b,c%AZP25ü/main.tf;linenumber=5;columnnumber=20;code=invalid-type;]";
    assert!(line.starts_with(begin), "{line}");
}

#[test]
fn several_forms_go_to_several_places() {
    let dir = workspace();
    let outputs = ["--output", "sarif=out.sarif", "--output", "full", "--output=junit=out.xml"];
    let output = gatelint(dir.path(), &outputs, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Checked 1 integration"));
    assert!(fs::read_to_string(dir.path().join("out.sarif")).unwrap().contains("\"2.1.0\""));
    assert!(fs::read_to_string(dir.path().join("out.xml")).unwrap().starts_with("<?xml"));
    let output = gatelint(dir.path(), &["--output", "json", "--output", "sarif"], &[]);
    assert_eq!(output.status.code(), Some(2));
    let output = gatelint(dir.path(), &["--output", "sarif=missing/out.sarif"], &[]);
    assert_eq!(output.status.code(), Some(2), "what cannot be written is no success");
}

#[test]
fn colours_are_shown_where_they_are_wanted() {
    let dir = workspace();
    let has_color = |arguments: &[&str], environment: &[(&str, &str)]| {
        let output = gatelint(dir.path(), arguments, environment);
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    for format in ["full", "concise"] {
        let format = ["--format", format];
        assert!(!has_color(&format, &[]), "no terminal");
        assert!(has_color(&[&format[..], &["--color", "always"]].concat(), &[("NO_COLOR", "1")]));
        assert!(has_color(&format, &[("FORCE_COLOR", "1")]));
        assert!(!has_color(&[&format[..], &["--color=never"]].concat(), &[("FORCE_COLOR", "1")]));
    }
    assert!(!has_color(&["--format", "json", "--color", "always"], &[]), "for people alone");
}
