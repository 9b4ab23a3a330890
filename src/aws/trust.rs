//! Who may take on an IAM role: its `assume_role_policy`, as JSON or as an `aws_iam_policy_document`.

use crate::ask::{Function, Site};
use crate::convert::to_text_or_unknown;
use crate::functions;
use crate::functions::Parameter;
use crate::value::{BlockValue, Data, Kind, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "trusts_api_gateway",
    doc: "whether the `assume_role_policy` of a role lets API Gateway take it on",
    parameters: &[Parameter::BLOCK.named("role")],
    rest: None,
    result: Some(Kind::Bool),
    compute: |args, site| Ok(trusts_api_gateway(args, site)),
}];

/// Whether API Gateway may take on the role of that block. False only where its whole policy is known and names others.
fn trusts_api_gateway(args: &[Value], site: &Site) -> Value {
    let Some(Data::Block(role)) = args.first().map(|value| &value.data) else {
        return Value::truth(Truth::Unknown);
    };
    let policy = role.written("assume_role_policy");
    let document = policy.symbol().filter(|symbol| {
        let name = symbol.attribute_of(&["aws_iam_policy_document"]);
        &*symbol.address.kind == "data" && matches!(name, Some("json" | "minified_json"))
    });
    Value::truth(match document {
        Some(symbol) => site
            .world()
            .block(&symbol.address)
            .map_or(Truth::Unknown, |document| of_document(&document)),
        None => of_json(&functions::call("jsondecode", &[policy])),
    })
}

/// Arguments and blocks of the data source that add statements which are not looked at, or take principals away.
const ADDITIONS: [&str; 4] =
    ["source_json", "override_json", "source_policy_documents", "override_policy_documents"];

fn of_document(document: &BlockValue) -> Truth {
    let is_whole = ADDITIONS.iter().all(|name| document.written(name).is_null() == Truth::True);
    let statements = document.written("statement").elements().filter(|_| is_whole);
    statements.map_or(Truth::Unknown, |statements| Truth::any(statements.iter().map(of_statement)))
}

fn of_statement(statement: &Value) -> Truth {
    let Data::Block(statement) = &statement.data else { return Truth::Unknown };
    let effect = statement.written("effect");
    if effect.is_null() != Truth::True && effect.as_str() != Some("Allow") {
        return is_denial(&effect);
    }
    let principals = statement.written("principals").elements().unwrap_or_default();
    if principals.is_empty() || statement.written("not_principals").is_null() != Truth::True {
        return Truth::Unknown;
    }
    Truth::any(principals.iter().map(|principal| {
        let Data::Block(principal) = &principal.data else { return Truth::Unknown };
        match principal.written("type").as_str() {
            Some(kind) => names(kind, &principal.written("identifiers")),
            None => Truth::Unknown,
        }
    }))
}

fn entry(value: &Value, name: &str) -> Option<Value> {
    match &value.data {
        Data::Mapping(_, entries) => entries.get(name).map(|entry| entry.value.clone()),
        _ => None,
    }
}

fn of_json(policy: &Value) -> Truth {
    match entry(policy, "Statement") {
        Some(one) if matches!(one.data, Data::Mapping(..)) => of_json_statement(&one),
        Some(statements) => statements.elements().map_or(Truth::Unknown, |statements| {
            Truth::any(statements.iter().map(of_json_statement))
        }),
        None => Truth::Unknown,
    }
}

fn of_json_statement(statement: &Value) -> Truth {
    let effect = entry(statement, "Effect").unwrap_or_else(Value::null);
    if effect.as_str() != Some("Allow") {
        return is_denial(&effect);
    }
    match entry(statement, "Principal") {
        Some(Value { data: Data::Mapping(_, kinds), .. }) => {
            Truth::any(kinds.iter().map(|(kind, entry)| names(kind, &entry.value)))
        }
        // Everybody, or everybody but some.
        _ => Truth::Unknown,
    }
}

/// A statement that denies lets nobody in.
fn is_denial(effect: &Value) -> Truth {
    if effect.as_str() == Some("Deny") { Truth::False } else { Truth::Unknown }
}

/// Whether API Gateway is among the principals of a kind.
fn names(kind: &str, identifiers: &Value) -> Truth {
    let identifiers = match &identifiers.data {
        Data::String(_) => vec![identifiers.clone()],
        _ => match identifiers.elements() {
            Some(elements) => elements,
            None => return Truth::Unknown,
        },
    };
    Truth::any(identifiers.iter().map(|identifier| match to_text_or_unknown(identifier) {
        Some(text) => is_api_gateway(kind, &text),
        None => Truth::Unknown,
    }))
}

fn is_api_gateway(kind: &str, identifier: &Text) -> Truth {
    let Some(known) = identifier.as_known() else {
        let is_named = kind == "Service" && identifier.contains("apigateway") == Truth::True;
        return if is_named { Truth::True } else { Truth::Unknown };
    };
    let is_account = known.ends_with(":root") || known.bytes().all(|b| b.is_ascii_digit());
    match kind {
        "Service" if known.contains("apigateway") => Truth::True,
        "Service" | "AWS" if known.contains('*') => Truth::Unknown,
        // Of a whole account it is not claimed.
        "AWS" if is_account => Truth::Unknown,
        "Service" | "AWS" | "Federated" | "CanonicalUser" => Truth::False,
        _ => Truth::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(policy: &str) -> Truth {
        of_json(&functions::call("jsondecode", &[Value::string(policy)]))
    }

    fn statement(rest: &str) -> String {
        format!(r#"{{"Statement": [{{"Effect": "Allow", "Action": "sts:AssumeRole", {rest}}}]}}"#)
    }

    #[test]
    fn a_policy_of_others_does_not_let_api_gateway_in() {
        for principal in [
            r#""Principal": {"Service": "lambda.amazonaws.com"}"#,
            r#""Principal": {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]}"#,
            r#""Principal": {"AWS": "arn:aws:iam::123456789012:role/deployer"}"#,
            r#""Principal": {"Federated": "cognito-identity.amazonaws.com"}"#,
        ] {
            assert_eq!(judge(&statement(principal)), Truth::False, "{principal}");
        }
        let denied = statement(r#""Principal": {"Service": "apigateway.amazonaws.com"}"#);
        assert_eq!(judge(&denied.replace("Allow", "Deny")), Truth::False);
    }

    #[test]
    fn others_may() {
        for (principal, truth) in [
            (r#""Principal": {"Service": "apigateway.amazonaws.com"}"#, Truth::True),
            (
                r#""Principal": {"Service": ["lambda.amazonaws.com", "apigateway.amazonaws.com"]}"#,
                Truth::True,
            ),
            (r#""Principal": "*""#, Truth::Unknown),
            (r#""Principal": {"AWS": "*"}"#, Truth::Unknown),
            (r#""Principal": {"AWS": "arn:aws:iam::123456789012:root"}"#, Truth::Unknown),
            (r#""Principal": {"AWS": "123456789012"}"#, Truth::Unknown),
            (r#""NotPrincipal": {"Service": "lambda.amazonaws.com"}"#, Truth::Unknown),
        ] {
            assert_eq!(judge(&statement(principal)), truth, "{principal}");
        }
        assert_eq!(judge("{}"), Truth::Unknown);
        assert_eq!(judge("not JSON"), Truth::Unknown);
    }
}
