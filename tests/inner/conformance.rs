//! Every recorded expression evaluates to what Terraform makes of it, or is not known for a reason that is written here.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "tells what was compared")]

use crate::eval::{Environment, eval};
use crate::files::Files;
use crate::module::Module;
use crate::schema::Schemas;
use crate::scope::ModuleScope;
use crate::source::Sources;
use crate::syntax::parse;
use crate::tree::{Library, Tree};
use crate::value::{Data, Entry, Mapping, Number, Sequence, Value};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::path::Path;

/// Why an expression that Terraform has a value for may be Unknown: words that stand in it, and the reason.
const UNKNOWN: &[(&[&str], &str)] = &[
    (
        &["*.nope", "\"files\", \"\"", "files/nope", "\"files\", \"sub\")", "\"H*\""],
        "what is not there may be made before Terraform runs",
    ),
    (&["path.", "terraform."], "where a module lies, and the workspace, are not known as texts"),
    (&["ephemeralasnull(sensitive("], "sensitive and ephemeral values have one mark"),
    (&["1 / 0", "1e1000", "1e500"], "infinite and huge numbers are not computed with"),
    (&["nosuch"], "a function that is not known may be one of a later version"),
    (&["base64gzip("], "the bytes depend on Go's compressor"),
    (&["rsadecrypt("], "keys are no business of a linter"),
    (
        &["windows-1252", "Shift_JIS"],
        "of the encodings of text only Unicode, ASCII and Latin 1 are computed",
    ),
    (&["\\ud83e"], "half a character in UTF-16 is not read"),
    (&["9999-12-31"], "years after 9999 are not computed with"),
    (
        &["\"::ffff:10.0.0.0/104\"", "4, -1)", "\", -1, 0)"],
        "ranges that no one means: IPv4 written as IPv6, negative numbers of a subnet",
    ),
    (&["uuid()"], "a branch that is not known may turn out to be refused, and then has no type"),
    (&["(?P<1a>", "(?P<a>x)(?P<a>y)"], "names of groups that only Go takes"),
    (
        &["tolist(", "toset(", "tomap("],
        "whether an attribute's type has made a list of a tuple is not followed, so they are not compared",
    ),
];

/// The same for what random expressions hold and nobody writes; words that would tell too little of those that people write.
const RANDOM_UNKNOWN: &[(&[&str], &str)] = &[
    (
        &["/ -0", "/ 0", "pow(", "log(", "1e400", "% 0"],
        "infinite and huge numbers are not computed with",
    ),
    (&["|| null", "&& null"], "whether both operands are asked depends on the version"),
    (
        &["==", "!="],
        "whether an attribute's type has made a list of a tuple is not followed, so they are not compared",
    ),
    (&["cidrsubnet("], "negative numbers of a subnet"),
    (&["::ffff:10.0.0.0/104"], "IPv4 written as IPv6"),
    (&["(a){0}"], "the crate forgets a group that is never looked for"),
    (&["\\\\Q"], "literal text in a pattern is not read"),
];

/// What hcl-edit reads although Terraform does not. To report it is the parser's business.
const SYNTAX: [&str; 3] = [
    "Argument or block definition required",
    "Invalid multi-line string",
    "Invalid legacy index syntax",
];

/// Names that are not declared, in a part that is not evaluated. To report them is the module's business.
const NAMES: [&str; 2] = ["Invalid reference", "Reference to undeclared"];

/// What is refused of types that are known before the values are.
const TYPES: &str = "Inconsistent conditional result types";

/// `None` where it is not even read.
fn evaluate(expr: &str, scope: &ModuleScope) -> Option<Value> {
    let source = Sources::default().add(Path::new("main.tf"), "");
    let parsed = parse(source, &format!("x = {expr}\n"), 0);
    match parsed.body.attributes.as_slice() {
        [only] if parsed.errors.is_empty() && parsed.body.blocks.is_empty() => {
            Some(eval(&only.value, Environment::new(scope)))
        }
        _ => None,
    }
}

/// The type as Terraform prints it: the word before the bracket, and what stands in it.
fn split_type(text: &str) -> (&str, &str) {
    text.split_once('(').map_or((text, ""), |(word, rest)| (word, &rest[..rest.len() - 1]))
}

fn split_list(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

fn inside(text: &str) -> &str {
    let text = text.trim();
    text[1..text.len() - 1].trim()
}

/// What differs, if anything does.
fn differs(value: &Value, r#type: &str, expected: &Json) -> Option<String> {
    let wrong = || Some(format!("{:?} is not {type} {expected}", value.data));
    let (word, of) = split_type(r#type);
    match (&value.data, expected) {
        (Data::Null, Json::Null) => None,
        (Data::Bool(a), Json::Bool(b)) if word == "bool" && a == b => None,
        (Data::Number(a), Json::Number(b)) if word == "number" => {
            let same = b
                .to_string()
                .parse::<Number>()
                .is_ok_and(|b| *a == b || a.to_string() == b.to_string());
            if same { None } else { wrong() }
        }
        (Data::String(a), Json::String(b)) if word == "string" && a.as_known() == Some(b) => None,
        (Data::Sequence(kind, a), Json::Array(b)) if a.len() == b.len() => {
            let types = match (kind, word) {
                (Sequence::Tuple, "tuple") => split_list(inside(of)),
                (Sequence::List, "list") | (Sequence::Set, "set") => vec![of; a.len()],
                _ => return wrong(),
            };
            a.iter().zip(types).zip(b).find_map(|((a, r#type), b)| differs(a, r#type, b))
        }
        (Data::Mapping(kind, a), Json::Object(b)) if a.len() == b.len() => {
            let types: Vec<(String, &str)> = match (kind, word) {
                (Mapping::Object, "object") => split_list(inside(of))
                    .into_iter()
                    .filter_map(|part| part.split_once(" = "))
                    .map(|(key, r#type)| (key.to_owned(), r#type))
                    .collect(),
                (Mapping::Map, "map") => b.keys().map(|key| (key.clone(), of)).collect(),
                _ => return wrong(),
            };
            a.iter().find_map(|(key, Entry { value, .. })| {
                let Some(expected) = b.get(&**key) else { return wrong() };
                let named = |(name, _): &&(String, &str)| {
                    *name == **key
                        || serde_json::from_str::<String>(name).is_ok_and(|name| name == **key)
                };
                match types.iter().find(named) {
                    Some((_, r#type)) => differs(value, r#type, expected),
                    None => Some(format!("no type for {key} in {type}")),
                }
            })
        }
        _ => wrong(),
    }
}

#[derive(Default)]
struct Tally {
    /// Whether the expressions are made by chance.
    random: bool,
    equal: usize,
    refused: usize,
    refused_unknown: usize,
    names: usize,
    syntax: usize,
    types: usize,
    unknown: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Tally {
    fn refused(&mut self, expr: &str, error: &str, value: Option<&Value>) {
        let begins = |words: &[&str]| words.iter().any(|words| error.starts_with(words));
        match value {
            None => self.refused += 1,
            Some(value) if value.is_refused() => self.refused += 1,
            Some(value) if !value.is_wholly_known() => self.refused_unknown += 1,
            Some(_) if begins(&NAMES) => self.names += 1,
            Some(_) if begins(&SYNTAX) => self.syntax += 1,
            // Terraform validates before it knows the variables, and refuses types that their values do not have.
            Some(_)
                if self.random
                    && error.starts_with(TYPES)
                    && (expr.contains("var.") || expr.contains("terraform_data.")) =>
            {
                self.types += 1;
            }
            Some(value) => {
                self.wrong
                    .push(format!("{expr}\n  is {:?}, Terraform refuses: {error}", value.data));
            }
        }
    }

    fn valued(&mut self, expr: &str, record: &Json, value: Option<&Value>) {
        let printed = record["printed"].as_str().unwrap_or_default();
        match value {
            // Terraform looks at no argument of a call of which one is unknown.
            Some(value) if value.is_refused() && self.random && record.get("unknown").is_some() => {
                *self.unknown.entry("Terraform says so, though nothing is unknown").or_default() +=
                    1;
            }
            Some(value) if value.is_refused() => {
                self.wrong.push(format!("{expr}\n  is refused, Terraform has {printed}"));
            }
            Some(value) if value.is_wholly_known() => {
                let expected = record.get("value");
                if record.get("unknown").is_some() {
                    *self
                        .unknown
                        .entry("Terraform says so, though nothing is unknown")
                        .or_default() += 1;
                    return;
                }
                let differs = match (&value.data, record["type"].as_str(), expected) {
                    (_, Some(r#type), Some(expected)) => differs(value, r#type, expected),
                    (Data::Number(number), Some("number"), None)
                        if number.to_string() == printed =>
                    {
                        None
                    }
                    _ => Some(format!("{:?} is not {printed}", value.data)),
                };
                match differs {
                    None => self.equal += 1,
                    Some(differs) => self.wrong.push(format!("{expr}\n  {differs}")),
                }
            }
            // Not read at all, or not known.
            _ => {
                let random = if self.random { RANDOM_UNKNOWN } else { &[] };
                let rule = UNKNOWN
                    .iter()
                    .chain(random)
                    .find(|(words, _)| words.iter().any(|word| expr.contains(word)));
                let unprinted = record.get("value").is_none() && record.get("huge").is_none();
                match rule {
                    Some((_, reason)) => *self.unknown.entry(reason).or_default() += 1,
                    None if unprinted => {
                        *self
                            .unknown
                            .entry("Terraform has no value that it prints")
                            .or_default() += 1;
                    }
                    None => {
                        self.wrong.push(format!("{expr}\n  is not known, Terraform has {printed}"));
                    }
                }
            }
        }
    }
}

/// Compares each record with what the expression evaluates to in the module of that folder, whose files are read from
/// `fixtures/conformance`.
fn compare(records: &str, folder: &str) -> Tally {
    let folder = Path::new(folder);
    let files = Files::within([Path::new("fixtures/conformance").canonicalize().unwrap()]);
    let module = Module::read(&files, folder, &());
    let library = Library::new(&files, Schemas::builtin());
    let tree = Tree::read(&library, &module);
    let scope = ModuleScope::root(&module, &tree, false);
    let mut tally = Tally { random: folder.ends_with("random"), ..Tally::default() };
    for line in records.lines() {
        let record: Json = serde_json::from_str(line).unwrap();
        let expr = record["expr"].as_str().unwrap();
        let value = evaluate(expr, &scope);
        match record["error"].as_str() {
            Some(error) => tally.refused(expr, error, value.as_ref()),
            None => tally.valued(expr, &record, value.as_ref()),
        }
    }
    tally
}

impl Tally {
    /// Says what was counted, and fails where something differs.
    fn report(&self, expressions: usize) {
        let unknown: usize = self.unknown.values().sum();
        println!("{expressions} expressions: {} equal", self.equal);
        println!(
            "where Terraform refuses: {} refused, {} unknown, {} for a name only, {} for the syntax only, {} for types before values",
            self.refused, self.refused_unknown, self.names, self.syntax, self.types
        );
        println!(
            "where Terraform has a value, {unknown} ({}%) unknown:",
            100 * unknown / expressions.max(1)
        );
        for (reason, count) in &self.unknown {
            println!("  {count}: {reason}");
        }
        let wrong = &self.wrong;
        assert!(wrong.is_empty(), "{} disagreements:\n{}", wrong.len(), wrong.join("\n"));
    }
}

/// In a folder without a module.
#[test]
fn expressions() {
    let records = include_str!("../../fixtures/conformance/expressions.jsonl");
    compare(records, "fixtures/conformance").report(records.lines().count());
}

#[test]
fn random_expressions() {
    let records = include_str!("../../fixtures/conformance/random.jsonl");
    assert!(records.lines().count() >= 7_000);
    compare(records, "fixtures/conformance/random").report(records.lines().count());
}

#[test]
#[ignore = "compares what `fixtures/conformance/record/nightly.py` has recorded just before"]
fn fresh_expressions() {
    let path = std::env::var("GATELINT_CONFORMANCE").unwrap();
    let records = std::fs::read_to_string(path).unwrap();
    compare(&records, "fixtures/conformance/random").report(records.lines().count());
}
