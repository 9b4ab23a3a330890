//! What a shell and `man` get of the command line.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::Command;

fn gatelint(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What Bash offers for the last of these words.
#[cfg(unix)]
fn completed(words: &str) -> Vec<String> {
    let script = format!(
        "{}\nCOMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_LINE='{words}'\n\
         _gatelint gatelint \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"\n\
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        gatelint(&["completions", "bash"])
    );
    let output = Command::new("bash").args(["-c", &script]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
#[cfg(unix)]
fn bash_completes_commands_options_values_and_rules() {
    assert_eq!(completed("gatelint exp"), ["explain"]);
    assert_eq!(completed("gatelint check --write"), ["--write-baseline"]);
    assert_eq!(completed("gatelint --format sar"), ["sarif"]);
    assert_eq!(completed("gatelint explain missing-ur"), ["missing-uri"]);
    assert_eq!(completed("gatelint check --disable missing-ur"), ["missing-uri"]);
}

#[test]
fn every_shell_knows_the_commands_and_the_rules() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = gatelint(&["completions", shell]);
        for word in ["explain", "write-baseline"] {
            assert!(script.contains(word), "{shell} does not know {word}");
        }
    }
}

#[test]
fn every_command_has_a_page_and_is_in_that_of_gatelint() {
    let all = gatelint(&["man"]);
    let help = gatelint(&["--help"]);
    let commands = help.split("Commands:").nth(1).unwrap().split("Arguments:").next().unwrap();
    let named = commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let named: Vec<&str> = named.map(|line| line.split_whitespace().next().unwrap()).collect();
    assert!(named.contains(&"check"), "{named:?}");
    for command in named.into_iter().filter(|name| *name != "help") {
        assert!(all.contains(&format!("gatelint\\-{command}(1)")), "{command} is not named");
        let page = gatelint(&["man", command]);
        assert!(page.contains(&format!(".TH gatelint-{command} 1")), "{page}");
        assert!(page.contains(&format!("\\fBgatelint {command}\\fR")), "{page}");
    }
}
