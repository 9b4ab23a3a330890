//! Which Lambda function a `uri` invokes, or a permission is for, and whether it names a version or an alias of it.

use crate::ask::{Asked, Function, Site};
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{BlockValue, Data, Entries, Entry, Piece, Text, Truth, Value};
use crate::world::referred;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    of(
        "function_of",
        "the Lambda function that a permission is for, as `parse_uri(uri).function`",
        &[Parameter::ANY_OR_NULL.named("function_name")],
    ),
    of(
        "parse_uri.function",
        "the Lambda function that it invokes: `.block`, and whether a version or an alias is meant, `.qualified`",
        &[Parameter::ANY_OR_NULL.named("uri")],
    ),
];

const fn of(name: &'static str, doc: &'static str, parameters: &'static [Parameter]) -> Function {
    let compute: Asked = |args, site| Ok(function_of(args, site));
    Function { name, doc, parameters, rest: None, result: None, compute }
}

const FUNCTION: &str = "aws_lambda_function";
const ALIAS: &str = "aws_lambda_alias";

/// `.block` is the function that an address or a name stands for, unknown where it is not seen; `.qualified` whether it
/// is a version or an alias of it that is meant.
fn function_of(args: &[Value], site: &Site) -> Value {
    let Some(value) = args.first() else { return Value::refused() };
    let block = block(value, site);
    let qualified = match to_text_or_unknown(value) {
        Some(text) => is_qualified(&text, block.as_deref()),
        None => Truth::Unknown,
    };
    let block = block.map_or_else(Value::anything, |block| Value::new(Data::Block(block)));
    let entry = |value| Entry { key: None, value };
    Value::object(Entries::from([
        ("block".into(), entry(block)),
        ("qualified".into(), entry(Value::truth(qualified))),
    ]))
}

fn is_of(r#type: &str) -> impl Fn(&&crate::value::Address) -> bool {
    move |address| &*address.kind == "resource" && address.resource_type() == r#type
}

/// The function that a value was taken from; of an alias, the function of the alias.
pub(super) fn block(value: &Value, site: &Site) -> Option<Arc<BlockValue>> {
    let addresses = referred(value);
    if let Some(address) = addresses.iter().rfind(is_of(FUNCTION)) {
        return site.world().block(address);
    }
    let alias = site.world().block(addresses.iter().rfind(is_of(ALIAS))?)?;
    let of_alias = referred(&alias.written("function_name"));
    site.world().block(of_alias.iter().rfind(is_of(FUNCTION))?)
}

/// Whether an address or a name has a version or an alias behind that of the function.
fn is_qualified(text: &Text, function: Option<&BlockValue>) -> Truth {
    let mut pieces = text.pieces().iter();
    while let Some(piece) = pieces.next() {
        let Piece::Unknown(Some(symbol)) = piece else { continue };
        if let Some(name) = symbol.attribute_of(&[ALIAS]) {
            let is_address = ["arn", "invoke_arn"].contains(&name);
            return if is_address { Truth::True } else { Truth::Unknown };
        }
        let Some(name) = symbol.attribute_of(&[FUNCTION]) else { continue };
        return match name {
            "arn" | "function_name" | "id" => follows(pieces.next()),
            "invoke_arn" | "response_streaming_invoke_arn" => Truth::False,
            // Without versions it is `$LATEST`.
            "qualified_arn" | "qualified_invoke_arn" => {
                let publish = function.map(|function| function.written("publish").as_truth());
                if publish == Some(Truth::True) { Truth::True } else { Truth::Unknown }
            }
            _ => Truth::Unknown,
        };
    }
    text.as_known().map_or(Truth::Unknown, |text| Truth::from(has_qualifier(text)))
}

/// Whether what stands behind the ARN or the name of a function is the name of a version or an alias.
fn follows(piece: Option<&Piece>) -> Truth {
    match piece {
        None => Truth::False,
        Some(Piece::Known(text)) if text.starts_with(':') => Truth::from(!is_latest(text)),
        Some(Piece::Known(text)) if text.starts_with('/') => Truth::False,
        Some(_) => Truth::Unknown,
    }
}

fn is_latest(text: &str) -> bool {
    text.starts_with(":$LATEST")
}

/// Whether a known address or name has one: `name:live`, `arn:aws:lambda:region:account:function:name:live`, and the
/// latter in an address to invoke.
fn has_qualifier(text: &str) -> bool {
    let name = text.rsplit_once("function:").map_or(text, |(_, name)| name);
    let name = name.split_once('/').map_or(name, |(name, _)| name);
    name.find(':').is_some_and(|at| !is_latest(name.get(at..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test::exported;

    fn qualified(pieces: impl IntoIterator<Item = Piece>) -> Truth {
        is_qualified(&Text::of(pieces), None)
    }

    #[test]
    fn a_qualifier_follows_the_function() {
        let known = |text: &str| Piece::Known(text.into());
        let before = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/";
        let arn = || exported(FUNCTION, "arn");
        assert_eq!(qualified([arn()]), Truth::False);
        assert_eq!(qualified([known(before), arn(), known("/invocations")]), Truth::False);
        let staged = ":${stageVariables.alias}/invocations";
        assert_eq!(qualified([known(before), arn(), known(staged)]), Truth::True);
        assert_eq!(qualified([arn(), known(":$LATEST")]), Truth::False);
        assert_eq!(qualified([arn(), Piece::Unknown(None)]), Truth::Unknown);
        assert_eq!(qualified([exported(ALIAS, "invoke_arn")]), Truth::True);
        assert_eq!(qualified([exported(FUNCTION, "qualified_invoke_arn")]), Truth::Unknown);
    }

    #[test]
    fn known_names_tell_it_themselves() {
        for (text, expected) in [
            ("orders", false),
            ("orders:live", true),
            ("arn:aws:lambda:us-east-1:123456789012:function:orders", false),
            ("arn:aws:lambda:us-east-1:123456789012:function:orders:live", true),
            (
                "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:orders/invocations",
                false,
            ),
            (
                "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:orders:live/invocations",
                true,
            ),
        ] {
            assert_eq!(has_qualifier(text), expected, "{text}");
        }
    }
}
