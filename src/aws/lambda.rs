//! The parts of a `uri` that invokes a Lambda function:
//! `arn:PARTITION:apigateway:REGION:lambda:path/DATE/functions/FUNCTION/invocations`.

use super::arn::{Arn, STAGE_VARIABLE, after, open_stage_variables};
use super::uri::{INVOKE_ARNS, OWN_ARNS, function_attribute, is_api_gateway_uri, is_wholly, test};
use crate::ask::{Function, Site};
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Kind, Piece, Symbol, Text, Truth, Unknown, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "parse_uri.hand_built_from",
        doc: "the reference to a function's ARN around which what is its `invoke_arn` was written by hand, else `null`",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: None,
        compute: |args, site| Ok(hand_built_from(args, site)),
    },
    Function {
        name: "parse_uri.invokes_by_arn",
        doc: "whether the function in it stands as an ARN, and not as a name or a stage variable",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| {
            Ok({
                let text = args.first().and_then(to_text_or_unknown);
                Value::truth(text.map_or(Truth::Unknown, |text| invokes_by_arn(&text)))
            })
        },
    },
    Function {
        name: "parse_uri.is_function_path",
        doc: "whether it is a path to a function in Lambda's API",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_lambda_path)),
    },
    Function {
        name: "parse_uri.is_streaming",
        doc: "whether it asks for a streamed response",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_streaming)),
    },
    Function {
        name: "parse_uri.lacks_invocations",
        doc: "whether it is such a path that ends without what to do with the function",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, lacks_invocations)),
    },
];

/// The versions of Lambda's API that invoke functions, as they stand in a path; the documentation also prints the path
/// with two slashes.
const VERSIONS: [&str; 4] = [
    "path/2015-03-31/functions/",
    "path//2015-03-31/functions/",
    "path/2021-11-15/functions/",
    "path//2021-11-15/functions/",
];

/// Whether it is a path to a function in Lambda's API, as a proxy integration needs. Another version of that API is
/// not known here.
fn is_lambda_path(text: &Text) -> Truth {
    if is_wholly(text, &INVOKE_ARNS) {
        return Truth::True;
    }
    let arn = Arn::of(text);
    let is_version = |c: char| c == '/' || c.is_ascii_digit();
    let path = Truth::any(VERSIONS.iter().map(|version| arn.resource_starts_with(version)));
    let path = match arn.resource().map(Text::prefix) {
        Some(resource)
            if path == Truth::False
                && (resource.starts_with("action/")
                    || resource
                        .strip_prefix("path/")
                        .is_some_and(|p| p.starts_with(is_version))) =>
        {
            Truth::Unknown
        }
        _ => path,
    };
    Truth::all([is_api_gateway_uri(text), arn.has_account("lambda"), path])
}

/// Whether it names a function in Lambda's API and ends there, without saying what to do with it.
fn lacks_invocations(text: &Text) -> Truth {
    if is_wholly(text, &INVOKE_ARNS) {
        return Truth::False;
    }
    let arn = Arn::of(text);
    let Some(resource) = arn.resource() else { return Truth::Unknown };
    let Some(function) = VERSIONS.iter().find_map(|version| after(resource, version)) else {
        return if is_lambda_path(text) == Truth::False { Truth::False } else { Truth::Unknown };
    };
    let has_slash = function.contains("/") == Truth::True;
    let is_name = match function.pieces() {
        [] => Truth::False,
        _ if has_slash => Truth::False,
        [.., Piece::Unknown(Some(symbol))] if is_own_arn(symbol) => Truth::True,
        [.., Piece::Unknown(_)] => Truth::Unknown,
        _ => Truth::True,
    };
    Truth::all([is_api_gateway_uri(text), arn.has_account("lambda"), is_name])
}

/// Whether the function stands in it as an ARN, as API Gateway wants it: a name is none, nor is a stage variable that
/// stands for the whole ARN, or for the whole `uri`. True of what invokes no function; of a placeholder in braces nothing is
/// known.
fn invokes_by_arn(text: &Text) -> Truth {
    if text.prefix().starts_with(STAGE_VARIABLE) {
        return Truth::False;
    }
    let open = open_stage_variables(text);
    let is_lambda = is_api_gateway_uri(&open).and(Arn::of(&open).has_account("lambda"));
    if is_wholly(text, &INVOKE_ARNS) || is_lambda == Truth::False {
        return Truth::True;
    }
    let arn = Arn::of(text);
    let function = arn
        .resource()
        .and_then(|resource| VERSIONS.iter().find_map(|version| after(resource, version)));
    let Some(function) = function.filter(|_| is_lambda == Truth::True) else {
        return Truth::Unknown;
    };
    // What Lambda's API is called for otherwise, to list functions say, takes names.
    let invokes = ["/invocations", "/response-streaming-invocations"];
    let invokes = Truth::any(invokes.map(|end| function.contains(end)));
    match (function.starts_with("arn:"), invokes) {
        (Truth::False, Truth::True) if !function.prefix().starts_with('{') => Truth::False,
        (Truth::False, Truth::False) | (Truth::True, _) => Truth::True,
        _ => Truth::Unknown,
    }
}

/// Whether it asks for a response as a stream: `True` and `False` only of a `uri` that invokes a function.
fn is_streaming(text: &Text) -> Truth {
    if is_wholly(text, &INVOKE_ARNS) {
        return Truth::from(function_attribute(text) == Some("response_streaming_invoke_arn"));
    }
    if is_lambda_path(text) != Truth::True {
        return Truth::Unknown;
    }
    let arn = Arn::of(text);
    let streams = arn.resource_ends_with("/response-streaming-invocations");
    match (streams, arn.resource_ends_with("/invocations")) {
        (Truth::False, Truth::True) => Truth::False,
        (Truth::True, _) => Truth::True,
        _ => Truth::Unknown,
    }
}

/// The reference to a function's own ARN around which a `uri` is written that is just what the provider has ready as the
/// function's `invoke_arn`; `null` if there is none, or if the function is declared in another module.
fn hand_built_from(args: &[Value], site: &Site) -> Value {
    let Some(text) = args.first().and_then(to_text_or_unknown) else { return Value::null() };
    let here = &site.module().path;
    match invoked(&text) {
        Some(symbol) if symbol.address.module == *here => {
            Value::unknown(Unknown::symbol(symbol.clone())).not_null()
        }
        _ => Value::null(),
    }
}

/// The function's own ARN, where it and nothing else stands in the place of the function.
fn invoked(text: &Text) -> Option<&Symbol> {
    if is_api_gateway_uri(text) != Truth::True || text.contains(STAGE_VARIABLE) == Truth::True {
        return None;
    }
    let [.., Piece::Known(before), Piece::Unknown(Some(symbol)), Piece::Known(after)] =
        text.pieces()
    else {
        return None;
    };
    let is_path = before.ends_with(":lambda:path/2015-03-31/functions/");
    (is_path && &**after == "/invocations" && is_own_arn(symbol)).then_some(&**symbol)
}

fn is_own_arn(symbol: &Symbol) -> bool {
    let name = symbol.attribute_of(&super::uri::FUNCTION_TYPES);
    name.is_some_and(|name| OWN_ARNS.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test;

    const ARN: &str = "arn:aws:apigateway:us-east-1:lambda:";

    /// `?` is an unknown piece, `@` the ARN of a function.
    fn text(pattern: &str) -> Text {
        let parts = pattern.split('@').map(test::text);
        let arn = [test::exported("aws_lambda_function", "arn")];
        let pieces = parts.flat_map(|part| [arn.to_vec(), part.pieces().to_vec()]);
        Text::of(pieces.skip(1).flatten())
    }

    fn lambda(path: &str) -> Text {
        super::super::arn::open_stage_variables(&text(&format!("{ARN}{path}")))
    }

    #[test]
    fn a_path_to_a_function_is_told_from_others() {
        for path in ["path/2015-03-31/functions/@/invocations", "path//2021-11-15/functions/?"] {
            assert_eq!(is_lambda_path(&lambda(path)), Truth::True, "{path}");
        }
        assert_eq!(is_lambda_path(&lambda("path/random/value/@/invocations")), Truth::False);
        for path in [
            "path/?/functions/@",
            "path/@/invocations",
            "path/2014-11-13/functions/f/invoke-async",
            "action/Invoke",
        ] {
            assert_eq!(is_lambda_path(&lambda(path)), Truth::Unknown, "{path}");
        }
        assert_eq!(is_lambda_path(&text("arn:aws:apigateway:?:s3:path/b/k")), Truth::False);
        assert_eq!(is_lambda_path(&text("arn:aws:apigateway:?:?:path/b/k")), Truth::False);
    }

    #[test]
    fn a_function_without_what_to_do_lacks_invocations() {
        let function = "arn:aws:lambda:us-east-1:123456789012:function:f";
        for (path, truth) in [
            ("path/2015-03-31/functions/@", Truth::True),
            ("path/2015-03-31/functions/arn:aws:lambda:?:?:function:f", Truth::True),
            (&format!("path/2015-03-31/functions/{function}"), Truth::True),
            ("path/2015-03-31/functions/@/invocations", Truth::False),
            ("path/2015-03-31/functions/f:${stageVariables.v}/invocations", Truth::False),
            ("path/2015-03-31/functions/f:${stageVariables.v}", Truth::Unknown),
            ("path/2015-03-31/functions/?", Truth::Unknown),
            ("path/2015-03-31/functions/", Truth::False),
            ("path/2015-03-31/functions", Truth::Unknown),
            ("path/?", Truth::Unknown),
        ] {
            assert_eq!(lacks_invocations(&lambda(path)), truth, "{path}");
        }
    }

    #[test]
    fn a_function_is_invoked_by_its_arn_alone() {
        let path = "path/2015-03-31/functions/";
        for (function, truth) in [
            ("@/invocations", Truth::Unknown),
            ("arn:aws:lambda:?:?:function:f/invocations", Truth::True),
            ("arn:aws:lambda:?:?:function:${stageVariables.f}/invocations", Truth::True),
            ("${stageVariables.f}/invocations", Truth::False),
            ("f/invocations", Truth::False),
            ("f:?/invocations", Truth::False),
            ("f/response-streaming-invocations", Truth::False),
            ("{f}/invocations", Truth::Unknown),
            ("?/invocations", Truth::Unknown),
            ("a?/invocations", Truth::Unknown),
            ("f", Truth::True),
            ("f?", Truth::Unknown),
            ("", Truth::True),
        ] {
            let uri = text(&format!("{ARN}{path}{function}"));
            assert_eq!(invokes_by_arn(&uri), truth, "{function}");
        }
        assert_eq!(invokes_by_arn(&text("${stageVariables.uri}")), Truth::False);
        assert_eq!(invokes_by_arn(&text("?${stageVariables.uri}")), Truth::Unknown);
        let region =
            "arn:aws:apigateway:${stageVariables.r}:lambda:path/2015-03-31/functions/f/invocations";
        assert_eq!(invokes_by_arn(&text(region)), Truth::False);
        assert_eq!(invokes_by_arn(&text("arn:aws:apigateway:?:s3:path/b/k")), Truth::True);
    }

    #[test]
    fn streaming_is_told_by_the_end() {
        for (path, truth) in [
            ("path/2015-03-31/functions/@/invocations", Truth::False),
            ("path/2021-11-15/functions/@/response-streaming-invocations", Truth::True),
            ("path/2015-03-31/functions/?", Truth::Unknown),
            ("path/2015-03-31/functions/@", Truth::Unknown),
        ] {
            assert_eq!(is_streaming(&lambda(path)), truth, "{path}");
        }
        assert_eq!(is_streaming(&text("?")), Truth::Unknown);
    }

    #[test]
    fn only_the_whole_arn_of_a_function_makes_an_invoke_arn() {
        assert!(invoked(&lambda("path/2015-03-31/functions/@/invocations")).is_some());
        for path in [
            "path/2015-03-31/functions/@:live/invocations",
            "path/2015-03-31/functions/?/invocations",
            "path/2021-11-15/functions/@/response-streaming-invocations",
            "path/2015-03-31/functions/@/invocations?",
        ] {
            assert!(invoked(&lambda(path)).is_none(), "{path}");
        }
    }
}
