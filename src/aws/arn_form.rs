//! The form of an ARN: what the provider refuses before AWS is asked, and partitions that AWS has not.
//!
//! The provider's `verify.ValidARN` looks at the partition, the region, the account and whether there is a resource. Its
//! patterns have grown wider from version to version; here the widest counts.

use super::arn::{Arn, STAGE_VARIABLE};
use crate::ask::Function;
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Piece, Symbol, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "parse_source_arn.refused",
        doc: "the part by which the provider refuses it: `prefix`, `fields`, `partition`, `region`, `account`, `resource`; `null` if none is certain",
        parameters: &[Parameter::ANY_OR_NULL.named("arn")],
        rest: None,
        result: None,
        compute: |args, _| Ok(of(args, arn_fault)),
    },
    Function {
        name: "parse_uri.wrong_partition",
        doc: "the partition, of it or of the function in it, that AWS has not; `null` if none is certain",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: None,
        compute: |args, _| Ok(of(args, wrong_partition)),
    },
];

fn of(args: &[Value], answer: fn(&Text) -> Option<String>) -> Value {
    let text = args.first().and_then(to_text_or_unknown);
    text.and_then(|text| answer(&text)).map_or_else(Value::null, Value::string)
}

/// Attributes of AWS resources that never are ARNs.
const NAMES: [&str; 4] = ["name", "root_resource_id", "stage_name", "http_method"];

/// The part by which it is certainly no ARN: `prefix`, `fields`, `partition`, `region`, `account` or `resource`.
fn arn_fault(text: &Text) -> Option<String> {
    if text.is_empty() == Truth::True {
        return None;
    }
    if text.starts_with("arn:") == Truth::False || begins_with_a_name(text) {
        return Some("prefix".to_owned());
    }
    if text.starts_with("arn:") == Truth::Unknown {
        return None;
    }
    let arn = Arn::of(text);
    if arn.is_short() {
        return Some("fields".to_owned());
    }
    let known = |field: Option<&Text>| field.and_then(Text::as_known).map(str::to_owned);
    let wrong = |field: Option<&Text>, is_right: fn(&str) -> bool| {
        known(field).is_some_and(|field| !is_right(&field))
    };
    let fault = match () {
        () if wrong(arn.partition(), is_partition) => "partition",
        () if wrong(arn.region(), |region| region.is_empty() || is_region(region)) => "region",
        () if wrong(arn.account(), |account| account.is_empty() || is_account(account)) => {
            "account"
        }
        () if wrong(arn.resource(), |resource| !resource.is_empty()) => "resource",
        () => return None,
    };
    Some(fault.to_owned())
}

fn begins_with_a_name(text: &Text) -> bool {
    let Some(Piece::Unknown(Some(symbol))) = text.pieces().first() else { return false };
    let is_id = symbol.attribute_of(&["aws_api_gateway_rest_api", "aws_api_gateway_resource"]);
    is_id == Some("id") || (is_of_aws(symbol) && symbol.path.first().is_some_and(is_name))
}

fn is_of_aws(symbol: &Symbol) -> bool {
    let is_single = symbol.path.len() == 1 && &*symbol.address.kind == "resource";
    is_single && symbol.address.resource_type().starts_with("aws_api_gateway_")
}

fn is_name(name: &std::sync::Arc<str>) -> bool {
    NAMES.contains(&&**name)
}

/// `^aws(-[a-z]+)*$`
fn is_partition(text: &str) -> bool {
    let mut words = text.split('-');
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    words.next() == Some("aws") && words.all(is_word)
}

/// `^[a-z]{2,}(-[a-z]+)+-\d{1,2}$`
fn is_region(text: &str) -> bool {
    let Some((place, number)) = text.rsplit_once('-') else { return false };
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let has_words = place.contains('-') && place.split('-').all(is_word);
    is_number && has_words && place.split('-').next().is_some_and(|first| first.len() >= 2)
}

/// `^(aws|aws-managed|third-party|aws-marketplace|\d{12}|cw.{10})$`
fn is_account(text: &str) -> bool {
    let is_number = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
    let is_watch = text.starts_with("cw") && text.chars().count() == 12;
    let words = ["aws", "aws-managed", "third-party", "aws-marketplace"];
    is_number || is_watch || words.contains(&text)
}

/// Where a function's ARN stands in the address to invoke it.
const WITHIN: &str = "/functions/arn:";

/// The partition of an ARN, or of the function's ARN in it, that certainly is none of AWS's.
fn wrong_partition(text: &Text) -> Option<String> {
    let outer = text.prefix().strip_prefix("arn:");
    let inner = text.pieces().iter().filter_map(|piece| match piece {
        Piece::Known(known) => known.split_once(WITHIN).map(|(_, rest)| rest),
        Piece::Unknown(_) => None,
    });
    let partition = |rest: &str| rest.split_once(':').map(|(partition, _)| partition.to_owned());
    let is_wrong = |name: &String| !is_partition(name) && !name.contains(STAGE_VARIABLE);
    outer.into_iter().chain(inner).filter_map(partition).find(is_wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test::text;

    #[test]
    fn what_the_provider_takes_has_no_fault() {
        for arn in [
            "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/*/*",
            "arn:aws-us-gov:execute-api:us-gov-west-1:123456789012:a1/*",
            "arn:aws-cn:s3:::bucket",
            "arn:aws:iam::aws:policy/x",
            "arn:aws:events:eusc-de-east-1:123456789012:rule/x:y",
            "arn:?:execute-api:?:?:a1/*",
            "arn:aws:execute-api:?",
            "?:execute-api:us-east-1:*:a1/*",
            "ar?",
            "?",
            "",
        ] {
            assert_eq!(arn_fault(&text(arn)), None, "{arn}");
        }
    }

    #[test]
    fn what_the_provider_refuses_has_one() {
        for (arn, fault) in [
            ("arn:aws:execute-api:us-east-1:*:a1/*", "account"),
            ("arn:aws:execute-api:us-east-1:1234:a1/*", "account"),
            ("arn:?:execute-api:?:*:?/*", "account"),
            ("arn:aws:execute-api:*:123456789012:a1/*", "region"),
            ("arn:aws:execute-api:us-east:123456789012:a1/*", "region"),
            ("arn:was:execute-api:us-east-1:123456789012:a1/*", "partition"),
            ("arn:aws:execute-api:us-east-1:123456789012:", "resource"),
            ("arn:aws:execute-api:us-east-1", "fields"),
            ("*", "prefix"),
            ("a1b2c3d4e5/*/*", "prefix"),
            ("https://?", "prefix"),
        ] {
            assert_eq!(arn_fault(&text(arn)).as_deref(), Some(fault), "{arn}");
        }
    }

    #[test]
    fn a_partition_is_one_of_aws() {
        let wrong = |pattern: &str| wrong_partition(&text(pattern));
        assert_eq!(wrong("arn:was:apigateway:?").as_deref(), Some("was"));
        assert_eq!(wrong("arn::apigateway:?").as_deref(), Some(""));
        let nested = "arn:?:apigateway:?:lambda:path/2015-03-31/functions/arn:AWS:lambda:?";
        assert_eq!(wrong(nested).as_deref(), Some("AWS"));
        for right in [
            "arn:aws:apigateway:?",
            "arn:aws-iso-b:apigateway:?",
            "arn:?:apigateway:us-east-1:?",
            "arn:a?:apigateway",
            "arn:${stageVariables.partition}:apigateway",
            "?was:apigateway",
            "https://was:80/",
        ] {
            assert_eq!(wrong(right), None, "{right}");
        }
    }
}
