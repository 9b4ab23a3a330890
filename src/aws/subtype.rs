//! The subtypes of integrations of HTTP APIs: which action of which service, and its parameters.
//!
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html>

use crate::ask::{Function, known};
use crate::functions::Parameter;
use crate::value::{Entries, Entry, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "subtype_parameters",
        doc: "the parameters of an `integration_subtype`, those that are `.required` and those that are `.optional`; `null` if it is none of the guide",
        parameters: &[Parameter::STRING.named("subtype")],
        rest: None,
        result: None,
        compute: |args, _| Ok(parameters(known(args, 0)?)),
    },
    Function {
        name: "subtypes",
        doc: "each `integration_subtype` of the guide",
        parameters: &[],
        rest: None,
        result: None,
        compute: |_, _| Ok(list(SUBTYPES.iter().map(|subtype| subtype.name))),
    },
];

struct Subtype {
    name: &'static str,
    required: &'static [&'static str],
    /// Beside `Region`, which all have.
    optional: &'static [&'static str],
}

const SUBTYPES: [Subtype; 10] = [
    Subtype {
        name: "AppConfig-GetConfiguration",
        required: &["Application", "Environment", "Configuration", "ClientId"],
        optional: &["ClientConfigurationVersion"],
    },
    Subtype {
        name: "EventBridge-PutEvents",
        required: &["Detail", "DetailType", "Source"],
        optional: &["Time", "EventBusName", "Resources", "TraceHeader"],
    },
    Subtype {
        name: "Kinesis-PutRecord",
        required: &["StreamName", "Data", "PartitionKey"],
        optional: &["SequenceNumberForOrdering", "ExplicitHashKey"],
    },
    Subtype { name: "SQS-DeleteMessage", required: &["ReceiptHandle", "QueueUrl"], optional: &[] },
    Subtype { name: "SQS-PurgeQueue", required: &["QueueUrl"], optional: &[] },
    Subtype {
        name: "SQS-ReceiveMessage",
        required: &["QueueUrl"],
        optional: &[
            "AttributeNames",
            "MaxNumberOfMessages",
            "MessageAttributeNames",
            "ReceiveRequestAttemptId",
            "VisibilityTimeout",
            "WaitTimeSeconds",
        ],
    },
    Subtype {
        name: "SQS-SendMessage",
        required: &["QueueUrl", "MessageBody"],
        optional: &[
            "DelaySeconds",
            "MessageAttributes",
            "MessageDeduplicationId",
            "MessageGroupId",
            "MessageSystemAttributes",
        ],
    },
    Subtype {
        name: "StepFunctions-StartExecution",
        required: &["StateMachineArn"],
        optional: &["Name", "Input"],
    },
    Subtype {
        name: "StepFunctions-StartSyncExecution",
        required: &["StateMachineArn"],
        optional: &["Name", "Input", "TraceHeader"],
    },
    Subtype {
        name: "StepFunctions-StopExecution",
        required: &["ExecutionArn"],
        optional: &["Cause", "Error"],
    },
];

fn parameters(name: &str) -> Value {
    let Some(subtype) = SUBTYPES.iter().find(|subtype| subtype.name == name) else {
        return Value::null();
    };
    let entry = |value| Entry { key: None, value };
    let optional = subtype.optional.iter().copied().chain(["Region"]);
    Value::object(Entries::from([
        ("required".into(), entry(list(subtype.required.iter().copied()))),
        ("optional".into(), entry(list(optional))),
    ]))
}

fn list<'n>(names: impl Iterator<Item = &'n str>) -> Value {
    Value::tuple(names.map(Value::string).collect())
}

#[cfg(test)]
mod tests {
    use super::{SUBTYPES, parameters};
    use crate::value::Truth;

    #[test]
    fn only_the_exact_name_is_a_subtype() {
        assert_eq!(parameters("SQS-SendMessage").is_null(), Truth::False);
        for name in ["SQS-Sendmessage", "EventBridge-PutEvent", "sqs:SendMessage", ""] {
            assert_eq!(parameters(name).is_null(), Truth::True, "{name}");
        }
    }

    #[test]
    fn no_parameter_is_both() {
        for subtype in &SUBTYPES {
            let is_both = |name: &&&str| subtype.optional.contains(*name);
            assert_eq!(subtype.required.iter().find(is_both), None, "{}", subtype.name);
        }
    }
}
