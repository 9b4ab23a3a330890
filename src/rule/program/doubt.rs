//! Why a program could not decide: the parts of it that are not known, and on which its answer depends.

use super::Frame;
use super::call::Callee;
use super::code::{Code, Made};
use crate::source::{Sources, Span};
use crate::syntax::{Binary, Unary};
use crate::value::{Data, Piece, Symbol, Truth, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Functions that answer with other blocks, or ask what there is of them. What they compare, as ids that AWS makes up, leaves
/// nothing open by itself.
const OF_BLOCKS: [&str; 5] = ["resources", "origin", "same", "method_key", "answers_elsewhere"];

/// What is not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rule) enum Doubt {
    /// What this stands for, by its kind (`variable`, `resource`, `data`, ...).
    Named(Arc<str>, String),
    /// The value of this argument, which is written there. Nothing in it has a name.
    Argument(String, Option<Span>),
    /// What this argument refers to.
    Referred(String),
    /// Which resources of that type there are.
    Resources(String),
    /// Something else.
    Other,
}

/// The doubts about a condition.
pub(in crate::rule) fn about_condition(made: &Made, frame: &Frame) -> BTreeSet<Doubt> {
    let mut doubts = BTreeSet::new();
    truth(&made.code, frame, &mut doubts);
    if doubts.is_empty() {
        referred(&made.code, frame, &mut doubts);
    }
    doubts
}

/// The doubts about a value.
pub(in crate::rule) fn about_value(code: &Code, frame: &Frame) -> BTreeSet<Doubt> {
    let mut doubts = BTreeSet::new();
    value(code, frame, &mut doubts);
    doubts
}

/// Of what `&&` and `||` join, only that counts of which the truth is not known.
fn truth(code: &Code, frame: &Frame, doubts: &mut BTreeSet<Doubt>) {
    match code {
        Code::Unary(Unary::Not, operand) => truth(operand, frame, doubts),
        Code::Binary(Binary::And | Binary::Or, operands) => {
            let is_open = |it: &&Code| matches!(it.truth(frame), Ok(Truth::Unknown) | Err(_));
            for operand in operands.iter().filter(is_open) {
                truth(operand, frame, doubts);
            }
        }
        Code::Local(position) => {
            if let Some(made) = local(*position, frame) {
                truth(&made.code, frame, doubts);
            }
        }
        Code::Shared(_, code) => truth(code, frame, doubts),
        _ => value(code, frame, doubts),
    }
}

fn value(code: &Code, frame: &Frame, doubts: &mut BTreeSet<Doubt>) {
    let result = code.value(frame);
    if is_certain(&result) {
        return;
    }
    match code {
        Code::Shared(_, code) => value(code, frame, doubts),
        Code::Local(position) => {
            if let Some(made) = local(*position, frame) {
                value(&made.code, frame, doubts);
            }
        }
        Code::Attribute(of, name) => {
            let whole = of.value(frame);
            match &whole.data {
                Data::Block(_) if matches!(**of, Code::Itself) => leaves(&result, name, doubts),
                Data::Block(block) => leaves(&result, &format!("{}.{name}", block.address), doubts),
                _ if is_certain(&whole) => leaves(&result, name, doubts),
                _ => value(of, frame, doubts),
            }
        }
        Code::Call(callee, args) => call(*callee, args, frame, doubts),
        Code::Conditional(parts, _) => {
            let [condition, then, otherwise] = &**parts;
            let before = doubts.len();
            truth(condition, frame, doubts);
            if doubts.len() == before {
                value(then, frame, doubts);
                value(otherwise, frame, doubts);
            }
        }
        Code::For(each) => {
            let before = doubts.len();
            value(&each.collection, frame, doubts);
            if doubts.len() == before {
                referred(code, frame, doubts);
            }
        }
        Code::Constant(_)
        | Code::Itself
        | Code::Key
        | Code::Element
        | Code::Variable(_)
        | Code::ByKey(_)
        | Code::Written(_) => leaves(&result, "", doubts),
        _ => inside(code, &mut |part| value(part, frame, doubts)),
    }
}

fn call(callee: Callee, args: &[Code], frame: &Frame, doubts: &mut BTreeSet<Doubt>) {
    let mut of_args = BTreeSet::new();
    for arg in args {
        value(arg, frame, &mut of_args);
    }
    if OF_BLOCKS.contains(&callee.name()) {
        of_args.retain(|doubt| !doubt.is_made_by_aws());
        let first = args.first().filter(|_| callee.name() == "resources");
        let first = first.map(|arg| arg.value(frame));
        if let Some(Data::String(r#type)) = first.as_ref().map(|value| &value.data)
            && let Some(r#type) = r#type.as_known()
        {
            of_args.insert(Doubt::Resources(r#type.to_owned()));
        }
    }
    if of_args.is_empty() {
        for arg in args {
            referred(arg, frame, &mut of_args);
        }
    }
    if of_args.is_empty() {
        of_args.insert(Doubt::Other);
    }
    doubts.extend(of_args);
}

/// The arguments of the block that something is computed from.
fn referred(code: &Code, frame: &Frame, doubts: &mut BTreeSet<Doubt>) {
    match code {
        Code::Attribute(of, name) if matches!(**of, Code::Itself) => {
            doubts.insert(Doubt::Referred(name.to_string()));
        }
        Code::Local(position) => {
            if let Some(made) = local(*position, frame) {
                referred(&made.code, frame, doubts);
            }
        }
        _ => inside(code, &mut |part| referred(part, frame, doubts)),
    }
}

fn local<'f>(position: usize, frame: &'f Frame) -> Option<&'f Made> {
    frame.row?.local(position, frame.table)
}

/// Comes by the parts of an expression.
fn inside(code: &Code, come_by: &mut dyn FnMut(&Code)) {
    match code {
        Code::Shared(_, of) | Code::Attribute(of, _) | Code::Unary(_, of) => come_by(of),
        Code::Index(of, key) => [of, key].into_iter().for_each(|part| come_by(part)),
        Code::Call(_, parts) | Code::Tuple(parts) => parts.iter().for_each(come_by),
        Code::HasKey(parts) | Code::Binary(_, parts) => parts.iter().for_each(come_by),
        Code::Conditional(parts, _) => parts.iter().for_each(come_by),
        Code::Object(entries) => entries.iter().for_each(|(key, of)| {
            come_by(key);
            come_by(of);
        }),
        Code::For(each) => {
            come_by(&each.collection);
            each.key.iter().chain(&each.condition).for_each(&mut *come_by);
            come_by(&each.value);
        }
        _ => {}
    }
}

/// Whether nothing in a value is open: which block it is is known, though not all of it.
fn is_certain(value: &Value) -> bool {
    match &value.data {
        Data::Block(_) => true,
        Data::Sequence(_, elements) => elements.iter().all(is_certain),
        Data::Mapping(_, entries) => entries.values().all(|entry| is_certain(&entry.value)),
        _ => value.is_wholly_known(),
    }
}

/// The parts of a value that are not known. What has no name has that of the argument.
fn leaves(value: &Value, argument: &str, doubts: &mut BTreeSet<Doubt>) {
    let mut add = |symbol: Option<&Symbol>| {
        doubts.insert(match symbol {
            Some(symbol) => Doubt::Named(Arc::clone(&symbol.address.kind), symbol.to_string()),
            None if argument.is_empty() => Doubt::Other,
            None => {
                let span = value.origin.as_ref().map(|origin| origin.span);
                Doubt::Argument(argument.to_owned(), span)
            }
        });
    };
    match &value.data {
        Data::Unknown(unknown) => add(unknown.symbol.as_deref()),
        Data::String(text) => {
            for piece in text.pieces() {
                if let Piece::Unknown(symbol) = piece {
                    add(symbol.as_deref());
                }
            }
        }
        Data::Sequence(_, elements) => {
            elements.iter().for_each(|element| leaves(element, argument, doubts));
        }
        Data::Mapping(_, entries) => {
            entries.values().for_each(|entry| leaves(&entry.value, argument, doubts));
        }
        _ => {}
    }
}

impl Doubt {
    /// Whether it is what AWS makes up, such as an id.
    fn is_made_by_aws(&self) -> bool {
        matches!(self, Self::Named(kind, _) if &**kind == "resource")
    }

    /// It in words; no full stop.
    pub(in crate::rule) fn words(&self, sources: &Sources) -> String {
        match self {
            Self::Named(kind, name) => match &**kind {
                "variable" => format!("`{name}` has no value here"),
                "resource" => format!("`{name}` is known after apply"),
                "data" => format!("`{name}` is read when Terraform plans"),
                "module" | "output" => format!("`{name}` is of a module that was not read"),
                _ => format!("`{name}` is not known here"),
            },
            Self::Argument(name, span) => match span.and_then(|span| reference(span, sources)) {
                Some(written) => format!("`{name}` is `{written}`, which is not known here"),
                None => format!("what `{name}` evaluates to is not known here"),
            },
            Self::Referred(name) => format!("what `{name}` refers to is not known here"),
            Self::Resources(r#type) => {
                format!("which `{type}` resources there are is not known here")
            }
            Self::Other => "it depends on what is not known here".to_owned(),
        }
    }
}

/// What is written at a place, if it is a reference, in which nothing is a secret.
fn reference(span: Span, sources: &Sources) -> Option<String> {
    let text = sources.get(span.source).text.get(span.range())?.to_owned();
    let is_part =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '*');
    let is_reference = text.contains('.') && text.len() <= 80 && text.chars().all(is_part);
    is_reference.then_some(text)
}
