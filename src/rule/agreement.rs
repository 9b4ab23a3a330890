//! A page says the same compiled and as it is written.

use super::index::{Elements, Parts};
use super::program::{Frame, Locals, Made, Row, empty};
use crate::check::Linter;
use crate::eval::eval;
use crate::files::Files;
use crate::module::Module;
use crate::page::Pack;
use crate::source::Sources;
use crate::syntax::Expr;
use crate::value::{
    BlockValue, Data, Entries, Entry, Kind, Piece, Symbol, Text, Truth, Unknown, Value,
};
use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;

thread_local! {
    /// How many expressions were compared; `None` where nobody compares.
    static COMPARED: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Compares what the programs of these parts make of a block with what the expressions are evaluated to, and does so again
/// with other values in the place of its arguments.
pub(super) fn check(parts: &Parts, block: &Arc<BlockValue>, frame: Frame) {
    if COMPARED.get().is_none() {
        return;
    }
    for turn in 0..2 {
        let block = if turn == 0 { Arc::clone(block) } else { changed(block, turn) };
        let itself = Value::new(Data::Block(block));
        let of_block = empty(parts.table.used().1);
        let frame = Frame { itself: &itself, of_block: &of_block, ..frame };
        for part in &parts.parts {
            if let Elements::Walked(made, row) = part.elements(frame.table) {
                compare_for_each(made, row, Frame { row: Some(row), ..frame });
            }
            part.each(frame, compare_row);
        }
    }
}

/// The block with values of all kinds, some of them partly known, in turns.
fn changed(block: &BlockValue, turn: usize) -> Arc<BlockValue> {
    let symbol = Symbol { address: block.address.clone(), path: vec!["arn".into()] };
    let partly = |text: &str| {
        let symbol = Arc::new(symbol.clone());
        let pieces =
            [Piece::Known(text.into()), Piece::Unknown(Some(symbol)), Piece::Unknown(None)];
        Value::new(Data::String(Text::of(pieces)))
    };
    let entries = |value: Value| {
        let entry = Entry { key: None, value };
        Entries::from([("method.request.path.id".into(), entry)])
    };
    let values = [
        Value::null(),
        Value::anything(),
        Value::refused(),
        Value::unknown(Unknown::of(Kind::String)),
        Value::unknown(Unknown::symbol(symbol.clone())),
        Value::string(""),
        Value::string("AWS"),
        Value::string("HTTP"),
        Value::string("integration.request.path.id").hidden(),
        partly("arn:aws:apigateway:"),
        partly("http://"),
        Value::bool(false),
        Value::number(29_000usize),
        Value::tuple(vec![Value::string("method.request.path.id"), Value::anything()]),
        Value::object(entries(Value::string("integration.request.path.id"))),
        Value::object(entries(Value::anything())),
    ];
    let mut block = block.clone();
    for (position, argument) in block.arguments.values_mut().enumerate() {
        let chosen = (position * 7 + turn * 5) % (values.len() + 3);
        if let Some(value) = values.get(chosen) {
            argument.value = value.clone().at(argument.value.origin.take());
        }
    }
    Arc::new(block)
}

fn compare_for_each(made: &Made, row: &Row, frame: Frame) {
    let for_each = row.resource().and_then(|resource| resource.for_each.as_ref()).unwrap();
    compare_value(&made.code().value(&frame), &for_each.collection, &frame);
}

fn compare_row(row: &Row, frame: Frame) {
    let locals = Locals::new();
    let frame = Frame { row: Some(row), locals: Some(&locals), ..frame };
    let Some(resource) = row.resource() else { return };
    for (position, (_, local)) in resource.locals.iter().enumerate() {
        compare_value(&frame.local(position), local, &frame);
    }
    if let (Some(made), Some(when)) = (row.when(frame.table), &resource.when) {
        compare_truth(made, when, &frame);
    }
    for (position, assertion) in resource.asserts.iter().enumerate() {
        if let Some(made) = row.condition(position, frame.table) {
            compare_truth(made, &assertion.condition, &frame);
        }
    }
}

fn compared() {
    COMPARED.set(COMPARED.get().map(|compared| compared + 1));
}

fn compare_truth(made: &Made, expr: &Expr, frame: &Frame) {
    let truth = made.code().truth(frame).unwrap_or(Truth::Unknown);
    assert_eq!(truth, eval(expr, frame.environment()).as_truth(), "{:?}\n{expr:?}", made.code());
    compare_value(&made.code().value(frame), expr, frame);
}

fn compare_value(value: &Value, expr: &Expr, frame: &Frame) {
    compared();
    let written = eval(expr, frame.environment());
    match (&value.data, &written.data) {
        (Data::Bool(one), Data::Bool(other)) if one == other => return,
        (Data::Null, Data::Null) => return,
        _ => {}
    }
    let shown = |value: &Value| format!("{value:?}");
    assert_eq!(shown(value), shown(&written), "{expr:?}");
}

/// How many expressions are compared while that runs.
fn counted(run: impl FnOnce()) -> usize {
    COMPARED.set(Some(0));
    run();
    COMPARED.take().unwrap()
}

#[test]
fn a_page_says_the_same_compiled_and_as_it_is_written() {
    let pack = Pack::builtin();
    let linter = Linter::new(pack.clone(), &[]).unwrap();
    let compared = counted(|| {
        for page in pack.pages() {
            for example in &page.examples() {
                let (sources, text) = (Sources::default(), page.example(example));
                let module = Module::of_text(sources.add(Path::new("main.tf"), text), text);
                linter.check_module(&module, &sources);
            }
        }
    });
    assert!(compared > 100_000, "{compared}");
}

#[test]
#[allow(clippy::disallowed_methods, reason = "lists what is to be checked")]
fn whole_configurations_are_said_the_same_of_too() {
    let linter = Linter::new(Pack::builtin(), &[]).unwrap();
    let folders = ["seed", "acceptance", "aws-valid", "aws-invalid", "whole"].map(|kind| {
        let entries = std::fs::read_dir(Path::new("fixtures").join(kind)).unwrap();
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    });
    let compared = counted(|| {
        for folder in folders.into_iter().flatten() {
            let files = Files::within([folder.canonicalize().unwrap()]);
            linter.check(&files, &folder, false);
        }
    });
    assert!(compared > 100_000, "{compared}");
}
