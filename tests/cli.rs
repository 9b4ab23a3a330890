//! The command line, as transcripts; `TRYCMD=overwrite cargo test --test cli` writes them anew, for a person to read.

#[test]
fn transcripts() {
    trycmd::TestCases::new().env("NO_COLOR", "1").case("tests/cli/*.trycmd");
}
