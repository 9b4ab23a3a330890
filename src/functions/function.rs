//! What a function is: of the Terraform language, and of those that pages have beside them.

use super::Answer;
use crate::convert::{Stop, convert_or_unknown};
use crate::value::{Data, Kind, Type, Unknown, Value};

/// A function of the Terraform language is computed from its arguments alone.
pub(crate) type OfArguments = fn(&[Value]) -> Answer;

/// A function.
#[derive(Debug)]
pub(crate) struct Function<C = OfArguments> {
    pub(crate) name: &'static str,
    /// What it answers, for people.
    pub(crate) doc: &'static str,
    /// What it takes.
    pub(crate) parameters: &'static [Parameter],
    /// What each further argument is, if it takes any.
    pub(crate) rest: Option<Parameter>,
    /// What it returns when it returns; never `null` if that is known. `None`: that depends on its arguments.
    pub(crate) result: Option<Kind>,
    pub(crate) compute: C,
}

impl Function {
    /// A function that makes a text of a text.
    pub(super) const fn of_text(
        name: &'static str,
        doc: &'static str,
        compute: OfArguments,
    ) -> Self {
        Self::of(name, doc, &[Parameter::STRING], Kind::String, compute)
    }

    /// A function that makes a text of two texts.
    pub(super) const fn of_two_texts(
        name: &'static str,
        doc: &'static str,
        compute: OfArguments,
    ) -> Self {
        Self::of(name, doc, &[Parameter::STRING, Parameter::STRING], Kind::String, compute)
    }

    /// A function that takes as many arguments as it has parameters.
    pub(super) const fn of(
        name: &'static str,
        doc: &'static str,
        parameters: &'static [Parameter],
        result: Kind,
        compute: OfArguments,
    ) -> Self {
        Self { name, doc, parameters, rest: None, result: Some(result), compute }
    }
}

/// What is wrong with a call, whatever the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Misuse {
    /// There are too few arguments, or too many: how many it takes, in words.
    Count(String),
    /// The argument at this position is not what it takes, which is this, in words.
    Argument(usize, &'static str),
}

impl<C> Function<C> {
    /// How many arguments it takes: at least, and at most if there is a limit.
    pub(super) fn arity(&self) -> (usize, Option<usize>) {
        let least = self.parameters.iter().filter(|parameter| !parameter.optional).count();
        (least, self.rest.is_none().then_some(self.parameters.len()))
    }

    /// What it takes at a position; `None` beyond the last one.
    pub(super) fn parameter(&self, position: usize) -> Option<Parameter> {
        self.parameters.get(position).copied().or(self.rest)
    }

    /// What is certain of the result where it cannot be computed.
    pub(crate) fn unknown(&self) -> Value {
        match self.result {
            Some(kind) => Value::unknown(Unknown::of(kind)),
            None => Value::anything(),
        }
    }

    /// Whether it takes what Terraform refuses to evaluate.
    pub(super) fn catches(&self) -> bool {
        let mut parameters = self.parameters.iter().copied().chain(self.rest);
        parameters.any(|parameter| parameter.takes == Takes::Caught)
    }

    /// How many arguments it takes, in words, if it does not take so many.
    pub(crate) fn refused_count(&self, given: usize) -> Option<String> {
        let (least, most) = self.arity();
        (!self.takes(given)).then(|| count(least, most))
    }

    /// Whether it takes so many arguments.
    pub(super) fn takes(&self, given: usize) -> bool {
        let (least, most) = self.arity();
        given >= least && most.is_none_or(|most| given <= most)
    }

    /// What is wrong with a call of which these arguments are constants; `None` stands for one that is computed.
    pub(crate) fn misuse(&self, args: &[Option<Value>]) -> Option<Misuse> {
        if let Some(count) = self.refused_count(args.len()) {
            return Some(Misuse::Count(count));
        }
        args.iter().enumerate().find_map(|(position, arg)| {
            let parameter = self.parameter(position)?;
            let is_refused = matches!(parameter.take(arg.as_ref()?), Err(Stop::Refused));
            is_refused.then_some(Misuse::Argument(position, parameter.takes.words()))
        })
    }
}

/// How many arguments, in words.
fn count(least: usize, most: Option<usize>) -> String {
    let plural = if most.unwrap_or(least) == 1 { "" } else { "s" };
    match most {
        None => format!("at least {least} argument{plural}"),
        Some(most) if most > least => format!("{least} to {most} argument{plural}"),
        Some(_) => format!("{least} argument{plural}"),
    }
}

/// An argument that a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    pub(crate) takes: Takes,
    pub(crate) optional: bool,
}

/// What an argument is converted to. `null` is refused, unless it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    Any,
    AnyOrNull,
    String,
    Number,
    /// A list of strings.
    Strings,
    /// A list of booleans.
    Bools,
    List,
    Set,
    /// A map of lists of strings.
    StringLists,
    /// Whatever it is, and refused too.
    Caught,
    /// The instance of a block. Of pages: nothing in the language is one.
    Block,
    /// The arguments of a block, by their names.
    Arguments,
}

impl Parameter {
    pub(crate) const ANY: Self = Self::of("value", Takes::Any);
    pub(crate) const ANY_OR_NULL: Self = Self::of("value", Takes::AnyOrNull);
    pub(crate) const STRING: Self = Self::of("text", Takes::String);
    pub(crate) const NUMBER: Self = Self::of("number", Takes::Number);
    pub(crate) const STRINGS: Self = Self::of("texts", Takes::Strings);
    pub(crate) const BOOLS: Self = Self::of("truths", Takes::Bools);
    pub(crate) const LIST: Self = Self::of("list", Takes::List);
    pub(crate) const SET: Self = Self::of("set", Takes::Set);
    pub(crate) const STRING_LISTS: Self = Self::of("lists", Takes::StringLists);
    pub(crate) const CAUGHT: Self = Self::of("value", Takes::Caught);
    pub(crate) const BLOCK: Self = Self::of("block", Takes::Block);
    pub(crate) const ARGUMENTS: Self = Self::of("arguments", Takes::Arguments);

    const fn of(name: &'static str, takes: Takes) -> Self {
        Self { name, takes, optional: false }
    }

    /// The same under another name.
    pub(crate) const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// The same, which need not be there.
    pub(crate) const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Whether the argument is what the function gets, as it is.
    pub(super) fn fits(self, arg: &Value) -> bool {
        match (self.takes, &arg.data) {
            (Takes::Any | Takes::AnyOrNull, Data::Unknown(unknown)) => !unknown.refused,
            (Takes::Any, data) => !matches!(data, Data::Null),
            (Takes::Caught | Takes::AnyOrNull, _)
            | (Takes::String, Data::String(_))
            | (Takes::Number, Data::Number(_)) => true,
            _ => false,
        }
    }

    /// The argument as the function gets it.
    pub(super) fn take(self, arg: &Value) -> Answer {
        let r#type = match self.takes {
            Takes::Caught => return Ok(arg.clone()),
            Takes::Block => return one_of(arg, Kind::Mapping, matches!(arg.data, Data::Block(_))),
            Takes::Arguments => {
                return one_of(arg, Kind::Mapping, matches!(arg.data, Data::Mapping(..)));
            }
            takes => takes.r#type(),
        };
        let value = convert_or_unknown(arg, &r#type)?;
        match value.data {
            Data::Null if self.takes != Takes::AnyOrNull => Err(Stop::Refused),
            _ => Ok(value),
        }
    }
}

/// The argument where it is what is wanted, or may be.
fn one_of(arg: &Value, kind: Kind, is_it: bool) -> Answer {
    match &arg.data {
        _ if is_it => Ok(arg.clone()),
        Data::Unknown(unknown) if unknown.kind.is_none_or(|known| known == kind) => {
            Err(Stop::Unknown)
        }
        _ => Err(Stop::Refused),
    }
}

impl Takes {
    fn r#type(self) -> Type {
        let list = |of| Type::List(Box::new(of));
        match self {
            Self::Any | Self::AnyOrNull | Self::Caught | Self::Block | Self::Arguments => {
                Type::Dynamic
            }
            Self::String => Type::String,
            Self::Number => Type::Number,
            Self::Strings => list(Type::String),
            Self::Bools => list(Type::Bool),
            Self::List => list(Type::Dynamic),
            Self::Set => Type::Set(Box::new(Type::Dynamic)),
            Self::StringLists => Type::Map(Box::new(list(Type::String))),
        }
    }

    /// What it is, in words.
    fn words(self) -> &'static str {
        match self {
            Self::Any => "a value that is not `null`",
            Self::AnyOrNull | Self::Caught => "a value",
            Self::String => "a string",
            Self::Number => "a number",
            Self::Strings => "a list of strings",
            Self::Bools => "a list of booleans",
            Self::List => "a list",
            Self::Set => "a set",
            Self::StringLists => "a map of lists of strings",
            Self::Block => "a block",
            Self::Arguments => "an object of arguments",
        }
    }
}
