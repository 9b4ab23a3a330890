//! The tree of a Terraform file: what was written, and where. No values, no meaning.
//!
//! It is made from hcl-edit's tree (`lower`), after what Terraform reads and hcl-edit does not has been mended
//! (`mend`), one top-level block at a time where a file is broken (`split`). The JSON syntax (`json`) gives the same
//! tree.

mod children;
mod comment;
mod dedent;
mod describe;
mod escape;
mod heredoc;
pub(crate) mod json;
mod keep;
mod large;
mod line;
mod literal;
mod lower;
mod map_block;
mod mend;
mod names;
mod object;
mod offsets;
mod parse;
mod patch;
mod recover;
mod references;
mod scan;
mod skim;
mod split;
pub(crate) mod template;
mod token;
mod written;

pub(crate) use comment::{Comment, comments};
pub(crate) use parse::{Parsed, SyntaxError, parse};
pub(crate) use references::{BlockPart, Reference, Taken, is_conversion};
pub(crate) use skim::{Skimmed, skim};
pub(crate) use written::{value_in_line, written};

use crate::source::{SourceId, Span};
use crate::value::Number;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;

/// What only schemas tell of the JSON syntax, where a nested block looks as an argument does.
pub trait NestedBlocks {
    /// Whether resources of that type have nested blocks of that name.
    fn has_block(&self, resource_type: &str, name: &str) -> bool;
}

/// Nothing is known: each is taken as an argument.
impl NestedBlocks for () {
    fn has_block(&self, _resource_type: &str, _name: &str) -> bool {
        false
    }
}

/// Reads the text of a file, in the syntax that its name says.
pub(crate) fn parse_file(
    source: SourceId,
    path: &Path,
    text: &str,
    schemas: &dyn NestedBlocks,
) -> Parsed {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match (is_json(path), name.ends_with(".tfvars.json")) {
        (false, _) => parse(source, text, 0),
        (true, false) => json::parse(source, text, schemas),
        (true, true) => json::parse_attributes(source, text),
    }
}

/// Whether a file of that name is in JSON syntax.
pub(crate) fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json")
}

/// A name as it was written: of an attribute, a block, a function, a variable.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Name {
    /// The text, without quotes.
    #[serde(with = "keep::text")]
    pub text: Arc<str>,
    /// Where it stands, with quotes where it has them.
    pub span: Span,
}

/// The inside of a file or a block.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Body {
    /// The attributes, in the order in which they were written.
    pub attributes: Vec<Attribute>,
    /// The nested blocks, in the order in which they were written.
    pub blocks: Vec<Block>,
    /// What could not be read. Where there is such a thing, what is not in the body may be there all the same.
    pub unread: Vec<Unread>,
}

/// A piece of a body that could not be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unread {
    /// Whether it begins with a name: then there is an attribute of that name, with [`ExprKind::Unread`] for its value.
    pub is_named: bool,
    /// What looks like a reference in it.
    pub references: Vec<Expr>,
}

impl Body {
    /// Whether all of it could be read.
    pub fn is_whole(&self) -> bool {
        self.unread.is_empty()
    }

    /// How many attributes and blocks there are, with all inside of those.
    pub(crate) fn parts(&self) -> usize {
        let inside: usize = self.blocks.iter().map(|block| 1 + block.body.parts()).sum();
        self.attributes.len() + inside
    }

    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| &*attribute.name.text == name)
    }

    /// The nested blocks of that type.
    pub fn blocks_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |block| &*block.kind.text == kind)
    }
}

/// `name = value`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attribute {
    /// What stands left of the sign.
    pub name: Name,
    /// What stands right of it.
    pub value: Expr,
    /// From the first byte of the name to the last of the value.
    pub span: Span,
    /// It was written `name { "key" = value }`, as Terraform 0.11 allowed, and read as `name = { ... }`.
    pub written_as_block: bool,
}

/// `kind "label" "label" { ... }`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Block {
    /// The first word: `resource`, `variable`, `lifecycle`.
    pub kind: Name,
    /// What stands between it and the brace.
    pub labels: Vec<Name>,
    /// What stands between the braces.
    pub body: Body,
    /// What to underline for the block: from the kind to the last label. In JSON syntax, where one kind stands over
    /// many blocks, the last label; the opening brace of a block that is one of several in an array.
    pub header: Span,
    /// From the first byte of the header to the closing brace.
    pub span: Span,
}

impl Block {
    /// The label at that position, from 0.
    pub fn label(&self, position: usize) -> Option<&str> {
        self.labels.get(position).map(|label| &*label.text)
    }
}

/// An expression.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of expression of the Terraform language.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ExprKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// `29000`
    Number(#[serde(with = "keep::number")] Number),
    /// A number that is too large to compute with.
    UnreadableNumber,
    /// What could not be read.
    Unread,
    /// A quoted string or heredoc without interpolation; escapes are resolved.
    String(#[serde(with = "keep::text")] Arc<str>),
    /// A quoted string or heredoc with interpolations or directives.
    Template(Vec<Part>),
    /// `[a, b]`
    Tuple(Vec<Expr>),
    /// `{ a = b }`
    Object(Vec<Entry>),
    /// A bare identifier: the root of a reference, or a variable of a `for`.
    Variable(#[serde(with = "keep::text")] Arc<str>),
    /// `root.a["b"][*].c`
    Traversal(Box<Expr>, Vec<Step>),
    /// `name(arguments)`, with `...` after the last argument or without.
    Call {
        /// The function's name, `provider::aws::f` with its namespaces.
        name: Name,
        /// The arguments.
        args: Vec<Expr>,
        /// Whether `...` follows the last argument.
        expand: bool,
    },
    /// `!a`, `-a`
    Unary(Unary, Box<Expr>),
    /// `a + b`
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `a ? b : c`
    Conditional(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `[for ...]`, `{for ...}`
    For(Box<For>),
    /// `(a)`
    Parenthesis(Box<Expr>),
}

/// A part of a template.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Part {
    /// Text, with escapes resolved and strip markers applied.
    Literal(#[serde(with = "keep::text")] Arc<str>),
    /// `${a}`
    Interpolation(Expr),
    /// `%{if a}b%{else}c%{endif}`
    If(Expr, Vec<Self>, Vec<Self>),
    /// `%{for k, v in a}b%{endfor}`
    For {
        /// The first variable, where there are two.
        key: Option<Arc<str>>,
        /// The variable for the element.
        #[serde(with = "keep::text")]
        value: Arc<str>,
        /// What is walked.
        collection: Expr,
        /// What is repeated.
        body: Vec<Self>,
    },
}

/// `key = value` in an object.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// The key: a bare identifier is a string, anything in parentheses an expression.
    pub key: Expr,
    /// The value.
    pub value: Expr,
}

/// One step of a traversal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Step {
    /// `.name`
    Attribute(Name),
    /// `[key]`
    Index(Expr),
    /// `.0`, the old form of `[0]`
    LegacyIndex(Expr),
    /// `.*`: applies the attribute steps and old indexes that follow to each element.
    AttributeSplat,
    /// `[*]`: applies all steps that follow to each element.
    FullSplat,
}

/// `[for key, value in collection : result if condition]`, or with `{` and `result_key => result`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct For {
    /// The first variable, where there are two.
    pub key: Option<Arc<str>>,
    /// The variable for the element.
    #[serde(with = "keep::text")]
    pub value: Arc<str>,
    /// What is walked.
    pub collection: Expr,
    /// The key of each entry, which makes the result an object.
    pub result_key: Option<Expr>,
    /// The value of each entry or element.
    pub result: Expr,
    /// Whether `...` groups values of one key.
    pub grouping: bool,
    /// What an element must meet.
    pub condition: Option<Expr>,
}

/// An operator before its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unary {
    /// `-`
    Negate,
    /// `!`
    Not,
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each is named after its sign")]
pub enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    And,
    Or,
}
