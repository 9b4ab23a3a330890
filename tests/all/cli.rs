//! The command line, as transcripts; `TRYCMD=overwrite cargo test --test all cli` writes them anew, for a person to read.

#[test]
fn transcripts() {
    trycmd::TestCases::new().env("NO_COLOR", "1").env("COLUMNS", "80").case("tests/cli/*.trycmd");
}

#[test]
fn a_page_is_explained_by_itself() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .args(["explain", "missing-uri", "--format", "markdown"])
        .output()
        .unwrap();
    let page = include_str!("../../rules/aws_api_gateway_integration/missing-uri.md");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), page);
}

#[test]
fn programs_are_told_of_rules_in_json() {
    let explained = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_gatelint"))
            .args(arguments)
            .args(["--format", "json"])
            .output()
            .unwrap();
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
    };
    let one = explained(&["explain", "lambda-non-post"]);
    assert_eq!(one["severity"], "error");
    assert_eq!(one["about"], "aws_api_gateway_integration");
    assert_eq!(one["fix"], "safe");
    let all = explained(&["explain"]);
    assert!(all.as_array().unwrap().contains(&one));
}
