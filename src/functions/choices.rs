//! Functions that choose or decide: among values, or whether all of them are so.

use super::arguments::{arg, elements};
use super::{Answer, Function, Parameter};
use crate::convert::{Stop, convert, unify};
use crate::value::{Data, Kind, Truth, Type, Value, equal};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "alltrue",
        doc: "whether all elements are true",
        parameters: &[Parameter::BOOLS],
        rest: None,
        result: Some(Kind::Bool),
        compute: alltrue,
    },
    Function {
        name: "anytrue",
        doc: "whether any element is true",
        parameters: &[Parameter::BOOLS],
        rest: None,
        result: Some(Kind::Bool),
        compute: anytrue,
    },
    Function {
        name: "coalesce",
        doc: "the first value that is neither `null` nor empty",
        parameters: &[],
        rest: Some(Parameter::ANY_OR_NULL),
        result: None,
        compute: coalesce,
    },
    Function {
        name: "coalescelist",
        doc: "the first list that is not empty",
        parameters: &[],
        rest: Some(Parameter::ANY_OR_NULL),
        result: Some(Kind::Sequence),
        compute: coalescelist,
    },
    Function {
        name: "contains",
        doc: "whether a list has an element",
        parameters: &[Parameter::ANY, Parameter::ANY],
        rest: None,
        result: Some(Kind::Bool),
        compute: contains,
    },
];

fn truths(args: &[Value]) -> Result<Vec<Truth>, Stop> {
    let (_, list) = elements(arg(args, 0)?)?;
    // `null` counts as false.
    let truth = |value: &Value| match value.is_null() {
        Truth::True => Truth::False,
        _ => value.as_truth(),
    };
    Ok(list.iter().map(truth).collect())
}

fn alltrue(args: &[Value]) -> Answer {
    Ok(Value::truth(Truth::all(truths(args)?)))
}

fn anytrue(args: &[Value]) -> Answer {
    Ok(Value::truth(Truth::any(truths(args)?)))
}

fn coalesce(args: &[Value]) -> Answer {
    let types: Vec<Type> = args.iter().map(Type::of).collect();
    let r#type = unify(&types)?;
    for arg in args {
        let value = convert(arg, &r#type)?;
        // A string that is empty is passed over too, and `null` however it is converted.
        let passed_over = match &value.data {
            Data::String(text) => text.is_empty(),
            Data::Unknown(_) if matches!(r#type, Type::String | Type::Unknown) => Truth::Unknown,
            _ => value.is_null(),
        };
        match passed_over {
            Truth::True => {}
            Truth::False => return Ok(value),
            Truth::Unknown => return Err(Stop::Unknown),
        }
    }
    Err(Stop::Refused)
}

fn coalescelist(args: &[Value]) -> Answer {
    for arg in args {
        // A set is none, and neither is a `null` of no type.
        let refused = match &arg.data {
            Data::Null => !matches!(
                arg.typed.as_deref(),
                Some(Type::List(_) | Type::Tuple(_) | Type::Unknown)
            ),
            Data::Sequence(crate::value::Sequence::Set, _) => true,
            Data::Sequence(..) => false,
            _ => matches!(elements(arg), Err(Stop::Refused)),
        };
        if refused {
            return Err(Stop::Refused);
        }
        if matches!(arg.data, Data::Unknown(_)) {
            break;
        }
    }
    for arg in args {
        match &arg.data {
            Data::Null => {}
            Data::Sequence(_, list) if list.is_empty() => {}
            Data::Sequence(..) => return Ok(arg.clone()),
            _ => return Err(Stop::Unknown),
        }
    }
    Err(Stop::Refused)
}

fn contains(args: &[Value]) -> Answer {
    let ((_, list), value) = (elements(arg(args, 0)?)?, arg(args, 1)?);
    Ok(Value::truth(Truth::any(list.iter().map(|element| equal(element, value)))))
}
