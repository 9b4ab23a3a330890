//! The queue in a `uri` that calls SQS: `arn:PARTITION:apigateway:REGION:sqs:path/ACCOUNT/NAME`.

use super::arn::{Arn, after, open_stage_variables};
use super::uri::is_api_gateway_uri;
use crate::ask::Function;
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Piece, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "parse_uri.queue_fault",
    doc: "`ARN` or `URL` where that of a queue stands in the place of its account and name, else `null`",
    parameters: &[Parameter::ANY_OR_NULL.named("uri")],
    rest: None,
    result: None,
    compute: |args, _| {
        Ok({
            let text = args.first().and_then(to_text_or_unknown);
            text.and_then(|text| fault(&text)).map_or_else(Value::null, Value::string)
        })
    },
}];

/// What stands in the place of the account and the name of a queue: its `ARN` or its `URL`. `None` where it may be right.
fn fault(text: &Text) -> Option<&'static str> {
    let text = open_stage_variables(text);
    let arn = Arn::of(&text);
    if is_api_gateway_uri(&text).and(arn.has_account("sqs")) != Truth::True {
        return None;
    }
    let queue = ["path//", "path/"].into_iter().find_map(|path| after(arn.resource()?, path))?;
    match queue.pieces().first()? {
        Piece::Unknown(symbol) => match symbol.as_deref()?.attribute_of(&["aws_sqs_queue"])? {
            "arn" => Some("ARN"),
            // The id of a queue is its URL.
            "url" | "id" => Some("URL"),
            _ => None,
        },
        Piece::Known(known) if known.starts_with("arn:") => Some("ARN"),
        Piece::Known(known) if known.starts_with("https:") || known.starts_with("http:") => {
            Some("URL")
        }
        Piece::Known(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Address, InstanceKey, ModulePath, Symbol};

    fn of(attribute: &str) -> Option<&'static str> {
        let address = Address {
            module: ModulePath::default(),
            kind: "resource".into(),
            labels: ["aws_sqs_queue".into(), "x".into()].into(),
            key: InstanceKey::None,
        };
        let symbol = Symbol { address, path: vec![attribute.into()] };
        let before = Piece::Known("arn:aws:apigateway:eu-west-1:sqs:path/".into());
        fault(&Text::of([before, Piece::Unknown(Some(symbol.into()))]))
    }

    #[test]
    fn a_queue_is_called_by_its_account_and_name() {
        assert_eq!(of("arn"), Some("ARN"));
        assert_eq!(of("url"), Some("URL"));
        assert_eq!(of("id"), Some("URL"));
        assert_eq!(of("name"), None);
        let known = |queue: &str| fault(&Text::known(format!("arn:aws:apigateway:r:{queue}")));
        assert_eq!(known("sqs:path/arn:aws:sqs:eu-west-1:123456789012:orders"), Some("ARN"));
        assert_eq!(known("sqs:path//https://sqs.eu-west-1.amazonaws.com/1/q"), Some("URL"));
        assert_eq!(known("sqs:path/123456789012/orders"), None);
        assert_eq!(known("sqs:path/${stageVariables.queue}"), None);
        assert_eq!(known("sqs:action/SendMessage"), None);
        assert_eq!(known("s3:path/arn:aws:s3:::b"), None);
    }
}
