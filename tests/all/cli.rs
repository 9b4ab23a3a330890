//! The command line, as transcripts; `TRYCMD=overwrite cargo test --test all cli` writes them anew, for a person to read.

#[test]
fn transcripts() {
    trycmd::TestCases::new().env("NO_COLOR", "1").env("COLUMNS", "100").case("tests/cli/*.trycmd");
}

#[test]
fn a_page_is_explained_by_itself() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .args(["explain", "missing-uri"])
        .output()
        .unwrap();
    let page = include_str!("../../rules/aws_api_gateway_integration/missing-uri.md");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), page);
}
