//! From an expression of a page to a program.

use super::call::Callee;
use super::code::{Code, ForCode, Made, Needs, Variable, Variables};
use super::known::ByKey;
use super::{Each, Frame, Row, Table};
use crate::eval::{self, constant};
use crate::syntax::{Binary, Expr, ExprKind, For, Step};
use crate::value::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The program of an expression that stands in a part of a rule.
pub(in crate::rule) fn compile(expr: &Expr, row: &Row, table: &Table) -> Made {
    Compiler { row, table, variables: Vec::new() }.expr(expr)
}

struct Compiler<'c> {
    row: &'c Row,
    table: &'c Table,
    /// Those of the loops around, the innermost last.
    variables: Vec<Variables>,
}

impl Made {
    /// Whether it is not the same for all elements of a block, and so is kept with the element.
    pub(super) fn is_of_element(&self) -> bool {
        let is_kept = matches!(self.code, Code::ByKey(_) | Code::Key | Code::Element);
        !is_kept && !self.needs.only(Needs::SITE | Needs::ITSELF)
    }

    pub(in crate::rule) fn code(&self) -> &Code {
        &self.code
    }

    /// The entries of an object whose keys are known, in the order of their keys.
    pub(in crate::rule) fn entries(self) -> Result<Vec<(Value, Code)>, Self> {
        let is_known = |(key, _): &(Code, Code)| match key {
            Code::Constant(key) => key.as_str().is_some(),
            _ => false,
        };
        match self.code {
            Code::Object(entries) if entries.iter().all(is_known) => {
                let by_name = entries.into_iter().filter_map(|(key, code)| match key {
                    Code::Constant(key) => Some((key.as_str()?.to_owned(), (key, code))),
                    _ => None,
                });
                // The last entry of a key counts.
                Ok(by_name.collect::<BTreeMap<_, _>>().into_values().collect())
            }
            _ => Err(self),
        }
    }

    /// What it is, if that is known of all blocks of the type.
    pub(in crate::rule) fn constant(&self) -> Option<&Value> {
        match &self.code {
            Code::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// The same, computed once for each block or module if it depends on nothing else.
    pub(super) fn shared(self, table: &Table) -> Self {
        let is_cheap = matches!(
            self.code,
            Code::Constant(_)
                | Code::Itself
                | Code::Shared(..)
                | Code::Attribute(..)
                | Code::Local(_)
        );
        let is_of_block = self.needs.only(Needs::SITE | Needs::ITSELF);
        match self.id.filter(|_| is_of_block && !is_cheap) {
            Some(id) => {
                let slot = table.slot(id, self.needs);
                Self { code: Code::Shared(slot, Box::new(self.code)), ..self }
            }
            None => self,
        }
    }

    /// The same, computed once for each argument of the type if it depends on nothing else.
    pub(super) fn by_key(self, table: &Table) -> Self {
        if self.needs != Needs::KEY || matches!(self.code, Code::ByKey(_) | Code::Key) {
            return self;
        }
        Self { code: Code::ByKey(Box::new(ByKey::new(self.code, table))), ..self }
    }
}

impl<'c> Compiler<'c> {
    fn expr(&mut self, expr: &Expr) -> Made {
        match &expr.kind {
            ExprKind::Null => self.literal(expr, "null"),
            ExprKind::Bool(value) => self.literal(expr, &value.to_string()),
            ExprKind::Number(number) => self.literal(expr, &number.to_string()),
            ExprKind::String(text) => self.literal(expr, &format!("\"{text}")),
            ExprKind::Tuple(elements) => {
                let (codes, about) = self.all("[", elements);
                self.made(Code::Tuple(codes), about)
            }
            ExprKind::Object(entries) => {
                let parts = entries.iter().flat_map(|entry| [&entry.key, &entry.value]);
                let (codes, about) = self.all("{", parts);
                let mut codes = codes.into_iter();
                let pairs = std::iter::from_fn(|| codes.next().zip(codes.next()));
                self.made(Code::Object(pairs.collect()), about)
            }
            ExprKind::Variable(name) => {
                self.root(name, &[]).map_or_else(|| written(expr), |it| it.0)
            }
            ExprKind::Traversal(root, steps) => self.traversal(root, steps, expr),
            ExprKind::Call { name, args, expand: false } => self.call(&name.text, args, expr),
            ExprKind::Call { .. }
            | ExprKind::Unread
            | ExprKind::UnreadableNumber
            | ExprKind::Template(_) => written(expr),
            ExprKind::Unary(operator, operand) => {
                let operand = self.expr(operand);
                let about = About::new(self.table, &format!("{operator:?}")).with(&operand);
                self.made(Code::Unary(*operator, Box::new(operand.code)), about)
            }
            ExprKind::Binary(operator, a, b) => self.binary(*operator, a, b),
            ExprKind::Conditional(condition, then, otherwise) => {
                let condition = self.expr(condition);
                if let Some(first) = condition.constant().and_then(eval::chosen) {
                    return self.expr(if first { then } else { otherwise });
                }
                let span = then.span;
                let (then, otherwise) = (self.expr(then), self.expr(otherwise));
                let about = About::new(self.table, "?")
                    .with(&condition)
                    .carrying(&then)
                    .carrying(&otherwise);
                let parts = [condition.code, then.code, otherwise.code];
                self.made(Code::Conditional(Box::new(parts), span), about)
            }
            ExprKind::For(each) => self.walk(each),
            ExprKind::Parenthesis(inner) => self.expr(inner),
        }
    }

    /// What depends on nothing is computed now, and what is dear once for all that ask for it.
    fn made(&self, code: Code, about: About) -> Made {
        let About { needs, id, carries_key, .. } = about.finished();
        let made = Made { code, needs, id, carries_key };
        if needs == Needs::NOTHING {
            let value = made.code.value(&Frame::new(self.table, None)).into_owned();
            return Made { code: Code::Constant(value), ..made };
        }
        if !matches!(made.code, Code::Call(..) | Code::For(_)) {
            return made;
        }
        if made.needs == Needs::KEY && !made.carries_key {
            return made.by_key(self.table);
        }
        made.shared(self.table)
    }

    fn literal(&self, expr: &Expr, written: &str) -> Made {
        known(constant(expr), self.table.id(written))
    }

    fn all<'e>(
        &mut self,
        sign: &str,
        parts: impl IntoIterator<Item = &'e Expr>,
    ) -> (Box<[Code]>, About<'c>) {
        let parts: Vec<Made> = parts.into_iter().map(|part| self.expr(part)).collect();
        let about = About::new(self.table, sign);
        let about = parts.iter().fold(about, About::carrying);
        (parts.into_iter().map(|part| part.code).collect(), about)
    }

    fn binary(&mut self, operator: Binary, a: &Expr, b: &Expr) -> Made {
        let a = self.expr(a);
        if let Some(decided) = a.constant().and_then(|a| eval::decided(operator, a)) {
            return known(decided, None);
        }
        let b = self.expr(b);
        let about = About::new(self.table, &format!("{operator:?}")).with(&a).with(&b);
        self.made(Code::Binary(operator, Box::new([a.code, b.code])), about)
    }

    /// What a name stands for, and how many of the steps after it that took.
    fn root(&self, name: &str, steps: &[Step]) -> Option<(Made, usize)> {
        let leaf = |code, needs, written: &str| {
            let carries_key = matches!(code, Code::Key);
            Made { code, needs, id: self.table.id(written), carries_key }
        };
        for (depth, bound) in self.variables.iter().rev().enumerate() {
            let is_key = bound.key.as_deref() == Some(name) && &*bound.value != name;
            if is_key || &*bound.value == name {
                let code = Code::Variable(Variable { depth, is_key });
                return Some((leaf(code, Needs::VARIABLE, &format!("%{depth}{is_key}")), 0));
            }
        }
        let first = match steps.first() {
            Some(Step::Attribute(first)) => Some(&*first.text),
            _ => None,
        };
        match (name, first, &self.row.each) {
            ("self", ..) => Some((leaf(Code::Itself, Needs::ITSELF, "self"), 0)),
            ("each", Some("key"), Each::Keyed(key) | Each::Known(key, _)) => {
                Some((known(key.clone(), None), 1))
            }
            ("each", Some("value"), Each::Known(_, value)) => Some((known(value.clone(), None), 1)),
            ("each", Some("key"), Each::Any) => Some((leaf(Code::Key, Needs::KEY, "key"), 1)),
            ("each", Some("value"), _) => Some((leaf(Code::Element, Needs::ELEMENT, "value"), 1)),
            ("local", Some(name), _) => Some((self.local(name)?, 1)),
            _ => None,
        }
    }

    fn local(&self, name: &str) -> Option<Made> {
        let position = self.row.position(name)?;
        let local = self.row.local(position, self.table)?;
        let code = match local.constant() {
            Some(value) => Code::Constant(value.clone()),
            None => Code::Local(position),
        };
        Some(Made { code, needs: local.needs, id: local.id, carries_key: local.carries_key })
    }

    fn traversal(&mut self, root: &Expr, steps: &[Step], expr: &Expr) -> Made {
        let is_plain = |step: &Step| matches!(step, Step::Attribute(_) | Step::Index(_));
        if !steps.iter().all(is_plain) {
            return written(expr);
        }
        let (mut made, used) = match &root.kind {
            ExprKind::Variable(name) => match self.root(name, steps) {
                Some(found) => found,
                None => return written(expr),
            },
            _ => (self.expr(root), 0),
        };
        for step in steps.iter().skip(used) {
            made = match step {
                Step::Attribute(name) => {
                    let about = About::new(self.table, &format!(".{}", name.text)).carrying(&made);
                    self.made(Code::Attribute(Box::new(made.code), Arc::clone(&name.text)), about)
                }
                Step::Index(key) | Step::LegacyIndex(key) => {
                    let key = self.expr(key);
                    let about = About::new(self.table, "[]").carrying(&made).with(&key);
                    self.made(Code::Index(Box::new(made.code), Box::new(key.code)), about)
                }
                Step::AttributeSplat | Step::FullSplat => return written(expr),
            };
        }
        made
    }

    fn call(&mut self, name: &str, args: &[Expr], expr: &Expr) -> Made {
        let Some(callee) = Callee::of(name, self.table.knowledge()) else { return written(expr) };
        if let ("contains", [list, key]) = (name, args)
            && let ExprKind::Call { name: keys, args, expand: false } = &list.kind
            && let ("keys", [of]) = (&*keys.text, args.as_slice())
        {
            let (of, key) = (self.expr(of), self.expr(key));
            let about = About::new(self.table, "has").with(&of).with(&key);
            return self.made(Code::HasKey(Box::new([of.code, key.code])), about);
        }
        // What the schema says is the same for all blocks of the type.
        let is_self = |arg: &Expr| matches!(&arg.kind, ExprKind::Variable(it) if &**it == "self");
        if let [arg] = args
            && is_self(arg)
            && let Some(r#type) = self.table.type_name()
        {
            let of_type = match name {
                "schema" => self.table.schema().cloned(),
                "resource_type" => Some(Value::string(Arc::clone(r#type))),
                _ => None,
            };
            if let Some(value) = of_type {
                return known(value, self.table.id(name));
            }
        }
        if name == "templatestring" {
            return written(expr);
        }
        let (codes, mut about) = self.all(name, args);
        if let Callee::Page(_) = callee {
            about.needs = about.needs | Needs::SITE;
        }
        about.carries_key &= callee.hands_on();
        self.made(Code::Call(callee, codes), about)
    }

    fn walk(&mut self, each: &For) -> Made {
        let collection = self.expr(&each.collection);
        let names = Variables { key: each.key.clone(), value: Arc::clone(&each.value) };
        self.variables.push(names.clone());
        let mut inner = |expr: &Expr| self.expr(expr);
        let (key, value) = (each.result_key.as_ref().map(&mut inner), inner(&each.result));
        let condition = each.condition.as_ref().map(&mut inner);
        self.variables.pop();
        let sign = format!("for {} {}", u8::from(key.is_some()), u8::from(condition.is_some()));
        let about = About::new(self.table, &sign).carrying(&collection);
        let about = key.iter().chain([&value]).chain(&condition).fold(about, About::carrying);
        let about = About { id: about.id.filter(|_| !each.grouping), ..about };
        let bound = if self.variables.is_empty() { Needs::VARIABLE } else { Needs::NOTHING };
        let about = About { needs: about.needs.without(bound), ..about };
        let each = ForCode {
            names,
            collection: collection.code,
            key: key.map(|key| key.code),
            value: value.code,
            condition: condition.map(|condition| condition.code),
            groups: each.grouping,
        };
        self.made(Code::For(Box::new(each)), about)
    }
}

fn known(value: Value, id: Option<u32>) -> Made {
    Made { code: Code::Constant(value), needs: Needs::NOTHING, id, carries_key: false }
}

/// What the general evaluator computes, of which nothing is known before.
fn written(expr: &Expr) -> Made {
    let code = Code::Written(Box::new(expr.clone()));
    Made { code, needs: Needs::ALL, id: None, carries_key: true }
}

/// What is known of an expression by its parts.
struct About<'c> {
    table: &'c Table,
    written: String,
    needs: Needs,
    id: Option<u32>,
    is_compiled: bool,
    carries_key: bool,
}

impl<'c> About<'c> {
    fn new(table: &'c Table, sign: &str) -> Self {
        let written = sign.to_owned();
        let needs = Needs::NOTHING;
        Self { table, written, needs, id: Some(0), is_compiled: true, carries_key: false }
    }

    fn with(mut self, part: &Made) -> Self {
        self.needs = self.needs | part.needs;
        match part.id {
            Some(id) => drop(write!(self.written, " {id}")),
            None => self.is_compiled = false,
        }
        self
    }

    /// The same of a part that it may give back.
    fn carrying(mut self, part: &Made) -> Self {
        self.carries_key |= part.carries_key;
        self.with(part)
    }

    fn finished(self) -> Self {
        let is_named = self.is_compiled && self.id.is_some();
        let id = is_named.then(|| self.table.id(&self.written)).flatten();
        Self { id, ..self }
    }
}
