//! From hcl-edit's tree to ours: spans made absolute, escapes and strip markers applied, spelling forgotten.

use super::dedent::{self, Literals, sides};
use super::escape::unescape;
use super::large;
use super::mend::ESCAPE;
use super::offsets::Offsets;
use super::{Attribute, Binary, Block, Body, Entry, Expr, ExprKind, For, Name, Part, Step, Unary};
use crate::source::{SourceId, Span};
use crate::value::Number;
use hcl_edit::Span as _;
use hcl_edit::expr::{
    BinaryOperator, Expression, ForExpr, FuncCall, Object, ObjectKey, Traversal, TraversalOperator,
    UnaryOperator,
};
use hcl_edit::parser::parse_expr;
use hcl_edit::structure::{self, BlockLabel, Structure};
use hcl_edit::template::{Directive, Element, ForDirective, IfDirective};
use hcl_edit::{Decorated, Ident};
use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

/// What the parsed text is a part of.
pub(super) struct Lowering<'a> {
    pub(super) source: SourceId,
    /// Where the parsed text stands in the source.
    pub(super) offsets: &'a Offsets,
    /// The parsed text.
    pub(super) text: &'a str,
    /// The same as it was written: mending replaces bytes.
    pub(super) written: &'a str,
    /// Whether some backslashes were mended.
    pub(super) mended_escapes: bool,
    /// Names of blocks that were mended to maps, as ranges of the parsed text.
    pub(super) map_blocks: &'a [Range<usize>],
    /// The first thing that hcl-edit reads and Terraform refuses.
    pub(super) refused: &'a Cell<Option<Refused>>,
    /// The entries of objects that were read before.
    pub(super) large: &'a large::Read,
    /// The literals of the heredoc that is being lowered, with the blanks taken away already.
    pub(super) heredoc: Option<&'a Literals>,
}

/// What Terraform's parser refuses, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Refused {
    pub(super) span: Span,
    pub(super) message: &'static str,
}

impl Lowering<'_> {
    fn refuse(&self, range: Option<Range<usize>>, message: &'static str) {
        let first = self.refused.get().unwrap_or(Refused { span: self.span(range), message });
        self.refused.set(Some(first));
    }

    fn span(&self, range: Option<Range<usize>>) -> Span {
        let range = range.unwrap_or(0..0);
        Span::new(self.source, self.offsets.at(range.start), self.offsets.at(range.end))
    }

    fn name(&self, ident: &Decorated<Ident>) -> Name {
        Name { text: Arc::from(ident.as_str()), span: self.span(ident.span()) }
    }

    /// The inside of a file. Each item of hcl-edit's tree, which is larger than ours, is gone when the next one is
    /// lowered.
    pub(super) fn file(&self, body: structure::Body) -> Body {
        let mut lowered = Body::default();
        for item in body {
            self.item(&item, &mut lowered);
        }
        lowered
    }

    fn body(&self, body: &structure::Body) -> Body {
        let mut lowered = Body::default();
        for item in body {
            self.item(item, &mut lowered);
        }
        lowered
    }

    fn item(&self, item: &Structure, lowered: &mut Body) {
        match item {
            Structure::Attribute(attribute) => lowered.attributes.push(self.attribute(attribute)),
            Structure::Block(block) => lowered.blocks.push(self.block(block)),
        }
    }

    fn attribute(&self, attribute: &structure::Attribute) -> Attribute {
        let name = self.name(&attribute.key);
        let value = self.expr(&attribute.value);
        let written_as_block =
            attribute.key.span().is_some_and(|span| self.map_blocks.contains(&span));
        let span = Span { end: value.span.end, ..name.span };
        Attribute { name, value, span, written_as_block }
    }

    fn block(&self, block: &structure::Block) -> Block {
        let kind = self.name(&block.ident);
        let label = |label: &BlockLabel| match label {
            BlockLabel::Ident(ident) => self.name(ident),
            BlockLabel::String(string) => {
                Name { text: self.literal(string.value()), span: self.span(string.span()) }
            }
        };
        let labels: Vec<Name> = block.labels.iter().map(label).collect();
        let header =
            Span { end: labels.last().map_or(kind.span.end, |label| label.span.end), ..kind.span };
        Block { header, body: self.body(&block.body), span: self.span(block.span()), kind, labels }
    }

    /// The value of a literal, without what stands for a mended backslash.
    pub(super) fn literal(&self, text: &str) -> Arc<str> {
        if self.mended_escapes { text.replace(char::from(ESCAPE), "").into() } else { text.into() }
    }

    fn exprs<'e>(&self, exprs: impl IntoIterator<Item = &'e Expression>) -> Vec<Expr> {
        exprs.into_iter().map(|expr| self.expr(expr)).collect()
    }

    fn boxed(&self, expr: &Expression) -> Box<Expr> {
        Box::new(self.expr(expr))
    }

    pub(super) fn expr(&self, expr: &Expression) -> Expr {
        let kind = match expr {
            Expression::Null(_) => ExprKind::Null,
            Expression::Bool(value) => ExprKind::Bool(*value.value()),
            Expression::Number(_) => self.number(expr.span()),
            Expression::String(text) => ExprKind::String(self.literal(text.value())),
            Expression::Array(array) => ExprKind::Tuple(self.exprs(array.iter())),
            Expression::Object(object) => ExprKind::Object(self.entries(object)),
            Expression::StringTemplate(template) => self.template(template.iter()),
            Expression::HeredocTemplate(heredoc) => {
                let literals = dedent::literals(heredoc, self);
                let lowering = Lowering { heredoc: Some(&literals), ..*self };
                lowering.template(heredoc.template.iter())
            }
            Expression::Parenthesis(inner) => ExprKind::Parenthesis(self.boxed(inner.inner())),
            Expression::Variable(name) => ExprKind::Variable(name.as_str().into()),
            Expression::Conditional(c) => ExprKind::Conditional(
                self.boxed(&c.cond_expr),
                self.boxed(&c.true_expr),
                self.boxed(&c.false_expr),
            ),
            Expression::FuncCall(call) => self.call(call),
            Expression::Traversal(traversal) => self.traversal(traversal),
            Expression::UnaryOp(op) => {
                let operator = match op.operator.value() {
                    UnaryOperator::Neg => Unary::Negate,
                    UnaryOperator::Not => Unary::Not,
                };
                ExprKind::Unary(operator, self.boxed(&op.expr))
            }
            Expression::BinaryOp(op) => ExprKind::Binary(
                binary(*op.operator.value()),
                self.boxed(&op.lhs_expr),
                self.boxed(&op.rhs_expr),
            ),
            Expression::ForExpr(each) => ExprKind::For(Box::new(self.for_expr(each))),
        };
        Expr { kind, span: self.span(expr.span()) }
    }

    /// The digits are read again: hcl-edit's number has 64 bits, Terraform's 512.
    fn number(&self, range: Option<Range<usize>>) -> ExprKind {
        let digits = range.and_then(|range| self.written.get(range)).unwrap_or_default();
        let digits: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
        digits.parse::<Number>().map_or(ExprKind::UnreadableNumber, ExprKind::Number)
    }

    fn call(&self, call: &FuncCall) -> ExprKind {
        let namespaces = call.name.namespace.iter().map(|ident| ident.as_str());
        let full: Vec<&str> = namespaces.chain([call.name.name.as_str()]).collect();
        let name = Name { text: full.join("::").into(), span: self.span(call.name.name.span()) };
        ExprKind::Call {
            name,
            args: self.exprs(call.args.iter()),
            expand: call.args.expand_final(),
        }
    }

    pub(super) fn entries(&self, object: &Object) -> Vec<Entry> {
        let key = |key: &ObjectKey| match key {
            ObjectKey::Ident(ident) => self.mended_key(ident.span()).unwrap_or_else(|| {
                let name = self.name(ident);
                Expr { kind: ExprKind::String(name.text), span: name.span }
            }),
            // A key that is a keyword is a name, as any other word.
            ObjectKey::Expression(expr @ (Expression::Null(_) | Expression::Bool(_))) => {
                let span = self.span(expr.span());
                let word = expr.span().and_then(|range| self.text.get(range)).unwrap_or_default();
                Expr { kind: ExprKind::String(word.into()), span }
            }
            ObjectKey::Expression(expr) => self.expr(expr),
        };
        let start = object.span().map(|range| self.span(Some(range)).range().start);
        if let Some(entries) = start.and_then(|start| self.large.borrow_mut().remove(&start)) {
            return entries;
        }
        object
            .iter()
            .map(|(k, value)| Entry { key: key(k), value: self.expr(value.expr()) })
            .collect()
    }

    /// The key that was written where another entry has it too, and mending gave it one of its own.
    fn mended_key(&self, range: Option<Range<usize>>) -> Option<Expr> {
        let range = range?;
        let written = self.written.get(range.clone())?;
        if self.text.get(range.clone()) == Some(written) {
            return None;
        }
        let span = self.span(Some(range));
        let offsets = &Offsets::from(span.range().start);
        let kind = match parse_expr(written).ok()? {
            Expression::Variable(_) | Expression::Null(_) | Expression::Bool(_) => {
                ExprKind::String(written.trim().into())
            }
            expr => Lowering { offsets, text: written, written, ..*self }.expr(&expr).kind,
        };
        Some(Expr { kind, span })
    }

    fn traversal(&self, traversal: &Traversal) -> ExprKind {
        let step = |operator: &Decorated<TraversalOperator>| match operator.value() {
            TraversalOperator::AttrSplat(_) => Step::AttributeSplat,
            TraversalOperator::FullSplat(_) => Step::FullSplat,
            TraversalOperator::GetAttr(name) => Step::Attribute(self.name(name)),
            TraversalOperator::Index(key) => Step::Index(self.expr(key)),
            TraversalOperator::LegacyIndex(position) => {
                let kind = position
                    .value()
                    .to_string()
                    .parse::<Number>()
                    .map_or(ExprKind::UnreadableNumber, ExprKind::Number);
                Step::LegacyIndex(Expr { kind, span: self.span(operator.span()) })
            }
        };
        let mut within_splat = false;
        for operator in &traversal.operators {
            match operator.value() {
                TraversalOperator::AttrSplat(_) if within_splat => {
                    self.refuse(operator.span(), "`.*` cannot follow another `.*`");
                }
                TraversalOperator::AttrSplat(_) => within_splat = true,
                TraversalOperator::FullSplat(_) | TraversalOperator::Index(_) => {
                    within_splat = false;
                }
                TraversalOperator::GetAttr(_) | TraversalOperator::LegacyIndex(_) => {}
            }
        }
        let mut root = self.boxed(&traversal.expr);
        let steps = traversal.operators.iter().map(step).collect();
        // The sign is that of what the steps lead to.
        if let ExprKind::Number(number) = &mut root.kind
            && traversal
                .expr
                .span()
                .is_some_and(|at| self.text.get(at).is_some_and(|text| text.starts_with('-')))
        {
            *number = number.negated();
            let span = root.span;
            let whole = Expr { kind: ExprKind::Traversal(root, steps), span };
            return ExprKind::Unary(Unary::Negate, Box::new(whole));
        }
        ExprKind::Traversal(root, steps)
    }

    fn for_expr(&self, each: &ForExpr) -> For {
        For {
            key: each.intro.key_var.as_ref().map(|name| name.as_str().into()),
            value: each.intro.value_var.as_str().into(),
            collection: self.expr(&each.intro.collection_expr),
            result_key: each.key_expr.as_ref().map(|expr| self.expr(expr)),
            result: self.expr(&each.value_expr),
            grouping: each.grouping,
            condition: each.cond.as_ref().map(|cond| self.expr(&cond.expr)),
        }
    }

    pub(super) fn template<'e>(&self, elements: impl IntoIterator<Item = &'e Element>) -> ExprKind {
        let parts = self.parts(elements, false, false, false);
        match parts.as_slice() {
            [] => ExprKind::String("".into()),
            [Part::Literal(text)] => ExprKind::String(Arc::clone(text)),
            _ => ExprKind::Template(parts),
        }
    }

    /// The parts of a template that stands between two markers, of which the outer ones may strip too. `inside` says that
    /// they are those of a directive.
    fn parts<'e>(
        &self,
        elements: impl IntoIterator<Item = &'e Element>,
        first: bool,
        last: bool,
        inside: bool,
    ) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut strip_next = first;
        let mut stripped = false;
        for element in elements {
            let (part, before, after) = match element {
                Element::Literal(text) => {
                    let start = text.span().map(|span| span.start);
                    let done = start.and_then(|start| self.heredoc?.get(&start));
                    stripped = done.is_some();
                    let text: Arc<str> = match done {
                        Some(done) => done.as_str().into(),
                        None if inside => self.quoted(text.span()),
                        None => self.literal(text.value()),
                    };
                    let strip = strip_next && !stripped;
                    let text = if strip { text.trim_start().into() } else { text };
                    (Part::Literal(text), false, false)
                }
                Element::Interpolation(interpolation) => {
                    let (before, after) = sides(interpolation.strip);
                    (Part::Interpolation(self.expr(&interpolation.expr)), before, after)
                }
                Element::Directive(directive) => match &**directive {
                    Directive::If(directive) => self.if_directive(directive),
                    Directive::For(directive) => self.for_directive(directive),
                },
            };
            strip_end(&mut parts, before && !stripped);
            parts.push(part);
            strip_next = after;
        }
        strip_end(&mut parts, last && !stripped);
        parts
    }

    /// The literal of a directive in a quoted string. hcl-edit reads it as that of a heredoc, in which a backslash is
    /// nothing but one and a quote does not end the string.
    fn quoted(&self, range: Option<Range<usize>>) -> Arc<str> {
        let raw = range.clone().and_then(|range| self.text.get(range)).unwrap_or_default();
        unescape(&self.literal(raw)).map_or_else(
            || {
                self.refuse(range, "a template directive is not closed where the string ends, or an escape in it is invalid");
                raw.into()
            },
            Arc::from,
        )
    }

    fn if_directive(&self, directive: &IfDirective) -> (Part, bool, bool) {
        let (before, first) = sides(directive.if_expr.strip);
        let (last, after) = sides(directive.endif_expr.strip);
        let condition = self.expr(&directive.if_expr.cond_expr);
        let then = directive.if_expr.template.iter();
        let (then, otherwise) = match &directive.else_expr {
            Some(expr) => {
                let (middle_before, middle_after) = sides(expr.strip);
                (
                    self.parts(then, first, middle_before, true),
                    self.parts(expr.template.iter(), middle_after, last, true),
                )
            }
            None => (self.parts(then, first, last, true), Vec::new()),
        };
        (Part::If(condition, then, otherwise), before, after)
    }

    fn for_directive(&self, directive: &ForDirective) -> (Part, bool, bool) {
        let (before, first) = sides(directive.for_expr.strip);
        let (last, after) = sides(directive.endfor_expr.strip);
        let part = Part::For {
            key: directive.for_expr.key_var.as_ref().map(|name| name.as_str().into()),
            value: directive.for_expr.value_var.as_str().into(),
            collection: self.expr(&directive.for_expr.collection_expr),
            body: self.parts(directive.for_expr.template.iter(), first, last, true),
        };
        (part, before, after)
    }
}

fn strip_end(parts: &mut [Part], strip: bool) {
    if let (true, Some(Part::Literal(text))) = (strip, parts.last_mut()) {
        *text = text.trim_end().into();
    }
}

fn binary(operator: BinaryOperator) -> Binary {
    match operator {
        BinaryOperator::Plus => Binary::Add,
        BinaryOperator::Minus => Binary::Subtract,
        BinaryOperator::Mul => Binary::Multiply,
        BinaryOperator::Div => Binary::Divide,
        BinaryOperator::Mod => Binary::Modulo,
        BinaryOperator::Eq => Binary::Equal,
        BinaryOperator::NotEq => Binary::NotEqual,
        BinaryOperator::Less => Binary::Less,
        BinaryOperator::LessEq => Binary::LessEqual,
        BinaryOperator::Greater => Binary::Greater,
        BinaryOperator::GreaterEq => Binary::GreaterEqual,
        BinaryOperator::And => Binary::And,
        BinaryOperator::Or => Binary::Or,
    }
}
