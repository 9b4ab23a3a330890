//! From the text of a configuration to what it says. Strict, as pages are read: what is not understood is an error at its place.

use super::{CONFIG, Config, FailOn, InputSet, MAX_BYTES, MAX_SETS, Part, RulePart};
use crate::finding::Severity;
use crate::page::{Complaint, Fields, Pack, PageError, Strict, complain, expr_range};
use crate::source::{SourceId, Span};
use crate::syntax::{self, Attribute, Block, Expr, ExprKind, Name};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Config {
    /// Reads the text of a file whose patterns begin in a folder.
    pub(super) fn read(
        path: &Path,
        text: &Arc<str>,
        base: &Path,
        pack: &Pack,
    ) -> Result<Self, PageError> {
        let read = || -> Strict<Self> {
            if text.len() > MAX_BYTES {
                let message = format!("this file has more than {MAX_BYTES} bytes");
                return complain(0..0, message);
            }
            let parsed = syntax::parse(SourceId::PAGE, text, 0);
            if let Some(error) = parsed.errors.into_iter().next() {
                let range = error.span.range();
                return Err(Complaint { range, message: error.message, help: error.help });
            }
            let whole = Span::new(SourceId::PAGE, 0, 0);
            let kind = Name { text: CONFIG.into(), span: whole };
            let body = parsed.body;
            let file = Block { kind, labels: Vec::new(), body, header: whole, span: whole };
            let mut config = Self {
                path: path.to_path_buf(),
                text: Arc::clone(text),
                base: base.to_path_buf(),
                root: None,
                exclude: None,
                inputs: Vec::new(),
                baseline: None,
                require_reason: None,
                never: None,
                parts: Vec::new(),
            };
            config.fill(&file, pack)?;
            Ok(config)
        };
        read().map_err(|Complaint { range, message, help }| PageError {
            path: path.to_path_buf(),
            text: Arc::clone(text),
            range,
            message,
            help,
        })
    }

    fn fill(&mut self, file: &Block, pack: &Pack) -> Strict<()> {
        let fields = Fields::new(
            file,
            &["root", "fail_on", "openapi", "exclude", "baseline"],
            &["rule", "for", "inputs", "suppression"],
        )?;
        self.root = at(fields.bool("root")?, fields.get("root"));
        if let Some(exclude) = fields.get("exclude") {
            let at = expr_range(exclude).start;
            self.exclude = Some((patterns(&strings(exclude, "exclude")?)?, at));
        }
        if let Some(baseline) = fields.get("baseline") {
            let ExprKind::String(text) = &baseline.kind else {
                return complain(
                    expr_range(baseline),
                    "`baseline` is the path of a file, in quotes",
                );
            };
            self.baseline = Some((PathBuf::from(&**text), expr_range(baseline).start));
        }
        self.parts.push(part(file, None, pack)?);
        for block in file.body.blocks_of("for") {
            Fields::new(block, &["fail_on", "openapi"], &["rule"])?;
            let labels = block.labels.iter().map(|it| (it.text.to_string(), it.span.range()));
            let labels: Vec<_> = labels.collect();
            if labels.is_empty() {
                return complain(
                    block.header.range(),
                    "`for` is followed by the files that it holds for: `for \"legacy/**\"`",
                );
            }
            self.parts.push(part(block, Some(patterns(&labels)?), pack)?);
        }
        for block in file.body.blocks_of("inputs") {
            let set = inputs(block)?;
            if self.inputs.iter().any(|known| known.name == set.name) {
                let message = format!("there is one `inputs \"{}\"`", set.name);
                return complain(block.header.range(), message);
            }
            if self.inputs.len() == MAX_SETS {
                let message = format!("a configuration can have at most {MAX_SETS} sets of inputs");
                return complain(block.header.range(), message);
            }
            self.inputs.push(set);
        }
        let mut blocks = file.body.blocks_of("suppression");
        if let Some(block) = blocks.next() {
            self.suppression(block, pack)?;
        }
        match blocks.next() {
            Some(second) => complain(second.header.range(), "there is one `suppression` block"),
            None => Ok(()),
        }
    }

    fn suppression(&mut self, block: &Block, pack: &Pack) -> Strict<()> {
        labels(block, 0)?;
        let fields = Fields::new(block, &["require_reason", "never"], &[])?;
        self.require_reason = at(fields.bool("require_reason")?, fields.get("require_reason"));
        if let Some(never) = fields.get("never") {
            let mut ids = BTreeSet::new();
            for (name, range) in strings(never, "never")? {
                ids.extend(select(pack, &name, range)?);
            }
            self.never = Some((ids, expr_range(never).start));
        }
        Ok(())
    }
}

/// Whether the text of a configuration says `root = true`. One that is not understood says so when it is read.
pub(super) fn says_root(text: &str) -> bool {
    let is_true = |root: &Attribute| matches!(root.value.kind, ExprKind::Bool(true));
    text.len() <= MAX_BYTES
        && text.contains("root")
        && syntax::parse(SourceId::PAGE, text, 0).body.attribute("root").is_some_and(is_true)
}

/// What a file or a `for` block says of the files that it holds for.
fn part(block: &Block, paths: Option<Gitignore>, pack: &Pack) -> Strict<Part> {
    let fields = Fields::of(block);
    let word = fields.word("fail_on", &FailOn::ALL, FailOn::name)?;
    let fail_on = at(word, fields.get("fail_on"));
    let openapi = at(fields.bool("openapi")?, fields.get("openapi"));
    let rules = block.body.blocks_of("rule").map(|block| rule(block, pack));
    Ok(Part { paths, fail_on, openapi, rules: rules.collect::<Strict<_>>()? })
}

/// A set of values for the variables of roots. Its files are read later.
fn inputs(block: &Block) -> Strict<InputSet> {
    let fields = Fields::new(block, &["var_files"], &[])?;
    let [name] = block.labels.as_slice() else {
        let message = "`inputs` has one label, the name of the set: `inputs \"prod\"`";
        return complain(block.header.range(), message);
    };
    let files = match fields.get("var_files") {
        Some(files) => strings(files, "var_files")?,
        None => Vec::new(),
    };
    if files.is_empty() {
        let message = "`inputs` names files of variables: `var_files = [\"prod.tfvars\"]`";
        return complain(block.header.range(), message);
    }
    let files = files.into_iter().map(|(file, range)| (PathBuf::from(file), range)).collect();
    let at = block.header.range().start;
    Ok(InputSet { name: Arc::clone(&name.text), at, files, inputs: Arc::default() })
}

fn rule(block: &Block, pack: &Pack) -> Strict<RulePart> {
    labels(block, 1)?;
    let fields = Fields::new(block, &["enabled", "severity"], &[])?;
    let mut ids = BTreeSet::new();
    for name in &block.labels {
        ids.extend(select(pack, &name.text, name.span.range())?);
    }
    let enabled = at(fields.bool("enabled")?, fields.get("enabled"));
    let severity = fields.word("severity", &Severity::ALL, Severity::name)?;
    let severity = at(severity, fields.get("severity"));
    if enabled.is_none() && severity.is_none() {
        return complain(block.header.range(), "`rule` sets `enabled` or `severity`");
    }
    Ok(RulePart { ids, enabled, severity })
}

/// A value with its place.
fn at<T>(value: Option<T>, expr: Option<&Expr>) -> Option<(T, usize)> {
    value.zip(expr.map(|expr| expr_range(expr).start))
}

fn labels(block: &Block, count: usize) -> Strict<()> {
    if block.labels.len() == count {
        return Ok(());
    }
    let kind = &block.kind.text;
    let message = match count {
        0 => format!("`{kind}` has no label"),
        _ => format!("`{kind}` has one label, which names rules: `{kind} \"missing-uri\"`"),
    };
    complain(block.header.range(), message)
}

fn select(pack: &Pack, name: &str, range: Range<usize>) -> Strict<BTreeSet<Arc<str>>> {
    pack.select(name).map_err(|error| Complaint {
        range,
        message: error.to_string(),
        help: Some(error.help()),
    })
}

/// The strings of a list, each with its place.
fn strings(expr: &Expr, name: &str) -> Strict<Vec<(String, Range<usize>)>> {
    let ExprKind::Tuple(elements) = &expr.kind else {
        return complain(expr_range(expr), format!("`{name}` is a list of strings"));
    };
    let text = |element: &Expr| match &element.kind {
        ExprKind::String(text) => Ok((text.to_string(), expr_range(element))),
        _ => complain(expr_range(element), format!("`{name}` is a list of strings")),
    };
    elements.iter().map(text).collect()
}

/// Patterns as `.gitignore` has them.
fn patterns(globs: &[(String, Range<usize>)]) -> Strict<Gitignore> {
    let mut builder = GitignoreBuilder::new("");
    for (glob, range) in globs {
        builder.add_line(None, glob).map_err(|error| Complaint {
            range: range.clone(),
            message: format!("this pattern is not understood: {error}"),
            help: Some("patterns are as in .gitignore: `legacy/`, `**/examples/**`".to_owned()),
        })?;
    }
    let range = globs.first().map_or(0..0, |(_, range)| range.clone());
    builder.build().map_err(|error| Complaint {
        range,
        message: format!("these patterns are not understood: {error}"),
        help: None,
    })
}
