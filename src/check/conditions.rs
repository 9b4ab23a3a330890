//! Conditions that are certainly not met, with what their author says of them: `validation` and `precondition`.

use super::Found;
use super::refused::{All, CONDITION, FAILED, blame};
use crate::eval::{Environment, eval, truth_of};
use crate::finding::Label;
use crate::scope::ModuleScope;
use crate::source::{SourceId, Span};
use crate::syntax::{Block, Expr, ExprKind, Name, Step};
use crate::value::{Data, Piece, Truth, Value};

/// Looks at the conditions of a block of the module.
pub(super) fn find(scope: &ModuleScope, position: usize, block: &Block, found: &mut All) {
    match &*block.kind.text {
        "variable" if scope.is_single() => {
            for condition in block.body.blocks_of("validation") {
                let env = Environment::new(scope);
                judge(condition, env, |span| of_variable(block, span, env), found);
            }
        }
        "output" if scope.is_single() => {
            for condition in block.body.blocks_of("precondition") {
                judge(condition, Environment::new(scope), |span| span, found);
            }
        }
        "resource" | "data" | "ephemeral" => {
            let conditions: Vec<&Block> =
                block.body.blocks_of("lifecycle").flat_map(of_lifecycle).collect();
            if conditions.is_empty() {
                return;
            }
            scope.in_each_instance(position, |env, is_certain| {
                for condition in conditions.iter().filter(|_| is_certain) {
                    judge(condition, env, |span| span, found);
                }
            });
        }
        _ => {}
    }
}

fn of_lifecycle(lifecycle: &Block) -> impl Iterator<Item = &Block> {
    lifecycle.body.blocks_of("precondition")
}

/// Where the value of the variable was given, if a text of the user's gave it.
fn of_variable(block: &Block, condition: Span, env: Environment) -> Span {
    let Some(name) = block.labels.first() else { return condition };
    let root = Expr { kind: ExprKind::Variable("var".into()), span: block.header };
    let step = Step::Attribute(Name { text: name.text.clone(), span: name.span });
    let kind = ExprKind::Traversal(Box::new(root), vec![step]);
    let value = eval(&Expr { kind, span: block.header }, env);
    let origin = value.origin.as_ref().and_then(|origin| origin.way().last());
    origin.map_or(condition, |(_, span)| span)
}

fn judge(condition: &Block, env: Environment, place: impl Fn(Span) -> Span, found: &mut All) {
    let argument = |name| condition.body.attribute(name).map(|it| &it.value);
    let Some(expr) = argument("condition") else { return };
    let value = eval(expr, env);
    if value.is_refused() {
        return blame::find(expr, env, found);
    }
    let span = place(expr.span);
    if span.source == SourceId::PAGE || found.iter().any(|(_, other)| other.span == span) {
        return;
    }
    match truth_of(&value) {
        Err(_) => {
            let message = format!("the condition is {}", super::unfit::has(&value));
            let help = Some("a condition must be `true` or `false`".to_owned());
            found.push((CONDITION, Found::new(expr.span, message, help)));
        }
        Ok(Truth::False) => {
            let message = argument("error_message")
                .and_then(|message| said(&eval(message, env.for_people())));
            let message = message.unwrap_or_else(|| "a condition is not met".to_owned());
            let related =
                Label { span: expr.span, message: "this condition is not met".to_owned() };
            let related = if span == expr.span { Vec::new() } else { vec![related] };
            found.push((FAILED, Found { related, ..Found::new(span, message, None) }));
        }
        Ok(_) => {}
    }
}

/// The words of the author, without a full stop.
fn said(message: &Value) -> Option<String> {
    let Data::String(text) = &message.data else { return None };
    let piece = |piece: &Piece| match piece {
        Piece::Known(text) => text.to_string(),
        Piece::Unknown(_) => "...".to_owned(),
    };
    let text: String = text.pieces().iter().map(piece).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_end_matches('.').to_owned();
    (!message.is_sensitive() && !text.is_empty()).then_some(text)
}
