//! Runs a program. Each step is the evaluator's.

use super::Frame;
use super::call::Callee;
use super::code::{Code, ForCode, Slot};
use super::frame::{Bound, Kept};
use crate::convert::Stop;
use crate::eval::{self, Loop};
use crate::syntax::Binary;
use crate::value::{BlockValue, Data, Sensitive, Truth, Value};
use smallvec::SmallVec;
use std::borrow::Cow;
use std::sync::Arc;

impl Code {
    /// The value, borrowed where it is there.
    pub(in crate::rule) fn value<'f>(&'f self, frame: &'f Frame) -> Cow<'f, Value> {
        let owned = Cow::Owned;
        match self {
            Self::Constant(value) => Cow::Borrowed(value),
            Self::Itself => Cow::Borrowed(frame.itself),
            Self::Key => borrowed(frame.each.map(|(key, _)| key)),
            Self::Element => borrowed(frame.each.map(|(_, value)| value)),
            Self::Variable(variable) => {
                let bound = frame.bound(variable.depth);
                borrowed(bound.map(|bound| if variable.is_key { bound.key } else { bound.value }))
            }
            Self::Local(position) => frame.local(*position),
            Self::Shared(slot, code) => shared(*slot, code, frame),
            Self::ByKey(by_key) => by_key.value(frame),
            Self::Attribute(of, name) => {
                part(of.value(frame), |value| eval::named(value, name, |block| block.seen(name)))
            }
            Self::Index(of, key) => {
                let key = key.value(frame);
                let found = part(of.value(frame), |value| eval::at_key(value, &key, of_block));
                hidden_with(found, &key)
            }
            Self::Call(callee, args) => {
                let args = args.iter().map(|arg| arg.value(frame).into_owned());
                owned(callee.call(&args.collect::<SmallVec<[Value; 3]>>(), frame))
            }
            Self::HasKey(parts) => owned(has_key(parts, frame)),
            Self::Unary(operator, operand) => {
                let operand = operand.value(frame);
                owned(eval::unary(*operator, &operand).made_of(&[&operand]))
            }
            Self::Binary(operator, operands) => {
                let [a, b] = &**operands;
                let a = a.value(frame);
                owned(eval::decided(*operator, &a).unwrap_or_else(|| {
                    let b = b.value(frame);
                    eval::binary(*operator, &a, &b).made_of(&[&a, &b])
                }))
            }
            Self::Conditional(parts, span) => {
                let [condition, then, otherwise] = &**parts;
                let condition = condition.value(frame);
                if let Some(first) = eval::chosen(&condition) {
                    let branch = if first { then } else { otherwise };
                    return hidden_with(branch.value(frame), &condition);
                }
                let branch = |code: &Self| code.value(frame).into_owned();
                owned(eval::conditional(&condition, branch(then), branch(otherwise), *span))
            }
            Self::Tuple(elements) => {
                let elements = elements.iter().map(|element| element.value(frame).into_owned());
                owned(eval::made_tuple(elements.collect()))
            }
            Self::Object(entries) => {
                let value = |code: &Self| code.value(frame).into_owned();
                owned(eval::object_of(entries.iter().map(|(key, of)| (value(key), value(of)))))
            }
            Self::For(each) => {
                let collection = each.collection.value(frame);
                owned(eval::walk(&collection, Running { each, frame, rounds: frame.rounds }))
            }
            Self::Written(expr) => owned(eval::eval(expr, frame.environment())),
        }
    }

    /// Whether it is so, as a condition asks.
    pub(in crate::rule) fn truth(&self, frame: &Frame) -> Result<Truth, Stop> {
        match self {
            Self::Unary(crate::syntax::Unary::Not, operand) => {
                operand.truth(frame).map(|truth| !truth)
            }
            Self::Binary(operator @ (Binary::And | Binary::Or), operands) => {
                let [a, b] = &**operands;
                let a = a.truth(frame);
                if let Some(truth) = eval::alone(*operator, a) {
                    return Ok(truth);
                }
                match eval::joined(*operator, a, b.truth(frame)) {
                    Err(Stop::Unknown) => Ok(Truth::Unknown),
                    truth => truth,
                }
            }
            Self::Binary(Binary::Equal, operands) => equals(operands, frame),
            Self::Binary(Binary::NotEqual, operands) => equals(operands, frame).map(|truth| !truth),
            _ => eval::truth_of(&self.value(frame)),
        }
    }
}

fn borrowed(value: Option<&Value>) -> Cow<'_, Value> {
    value.map_or_else(|| Cow::Owned(Value::anything()), Cow::Borrowed)
}

fn of_block<'v>(block: &'v Arc<BlockValue>, name: &str) -> Cow<'v, Value> {
    block.seen(name)
}

/// A part of a value, never shown if the whole is not.
fn part<'v>(
    whole: Cow<'v, Value>,
    of: impl for<'w> Fn(&'w Value) -> Cow<'w, Value>,
) -> Cow<'v, Value> {
    match whole {
        Cow::Borrowed(whole) => hidden_with(of(whole), whole),
        Cow::Owned(whole) => Cow::Owned(of(&whole).into_owned().hidden_with(&whole)),
    }
}

fn hidden_with<'v>(value: Cow<'v, Value>, whole: &Value) -> Cow<'v, Value> {
    if whole.is_sensitive() { Cow::Owned(value.into_owned().hidden()) } else { value }
}

fn equals(operands: &[Code; 2], frame: &Frame) -> Result<Truth, Stop> {
    let [a, b] = operands;
    eval::equals(&a.value(frame), &b.value(frame))
}

fn has_key([of, key]: &[Code; 2], frame: &Frame) -> Value {
    let (of, key) = (of.value(frame), key.value(frame));
    if let (Data::Mapping(_, entries), Some(name)) = (&of.data, key.as_str())
        && of.sensitive == Sensitive::No
        && key.sensitive == Sensitive::No
    {
        return Value::bool(entries.contains_key(name));
    }
    let call = |name: &str, args: &[Value]| {
        Callee::of(name, frame.table.knowledge())
            .map_or_else(Value::anything, |callee| callee.call(args, frame))
    };
    call("contains", &[call("keys", &[of.into_owned()]), key.into_owned()])
}

/// What is computed once. What holds as long as the rest of the workspace is not asked is computed again once it is.
fn shared<'f>(slot: Slot, code: &'f Code, frame: &'f Frame) -> Cow<'f, Value> {
    let cell = match slot {
        Slot::OfBlock(slot) => frame.of_block.get(slot),
        Slot::OfModule(slot) => frame.of_module.get(slot),
    };
    let Some((cell, site)) = cell.zip(frame.site) else { return code.value(frame) };
    if let Some(kept) = cell.get() {
        if kept.has_looked {
            site.looking.note();
        }
        return if kept.is_put_off && !site.asking.is_put_off() {
            code.value(frame)
        } else {
            Cow::Borrowed(&kept.value)
        };
    }
    let watched = || site.asking.watched(|| code.value(frame));
    let ((value, is_wanted), has_looked) = site.looking.watched(watched);
    if is_wanted && !site.asking.is_put_off() {
        return value;
    }
    let kept = || Kept { value: value.into_owned(), is_put_off: is_wanted, has_looked };
    Cow::Borrowed(&cell.get_or_init(kept).value)
}

/// A `for` that runs.
#[derive(Clone, Copy)]
struct Running<'f, 'a, 't> {
    each: &'f ForCode,
    frame: &'f Frame<'a, 't>,
    rounds: usize,
}

impl Running<'_, '_, '_> {
    fn run(&self, code: &Code, key: &Value, value: &Value) -> Value {
        let outer = self.frame.variables;
        let bound = Bound { names: &self.each.names, key, value, outer };
        let frame = Frame { variables: Some(&bound), rounds: self.rounds, ..*self.frame };
        code.value(&frame).into_owned()
    }
}

impl Loop for Running<'_, '_, '_> {
    fn has_keys(self) -> bool {
        self.each.key.is_some()
    }

    fn groups(self) -> bool {
        self.each.groups
    }

    fn condition(self, key: &Value, value: &Value) -> Option<Value> {
        self.each.condition.as_ref().map(|code| self.run(code, key, value))
    }

    fn key(self, key: &Value, value: &Value) -> Option<Value> {
        self.each.key.as_ref().map(|code| self.run(code, key, value))
    }

    fn value(self, key: &Value, value: &Value) -> Value {
        self.run(&self.each.value, key, value)
    }

    fn repeated(self, times: usize) -> Option<Self> {
        Some(Self { rounds: eval::repeated(self.rounds, times)?, ..self })
    }
}
