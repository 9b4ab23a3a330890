//! Which blocks hand on what they get to where gatelint does not see it.

use crate::graph::{Gives, Handing, runs_a_script};
use crate::syntax::Block;

/// What blocks do with what they refer to.
pub(super) const HANDING: Handing = Handing { gives, carries, tells };

/// Resource types of AWS, by how they begin, that are known not to hand on what they refer to: no program reads it from
/// them, and nothing that they run gets it.
const KEEP_TO_THEMSELVES: &[&str] = &[
    // Parts of an API, which gatelint sees, and those of the second generation.
    "aws_api_gateway_",
    "aws_apigatewayv2_",
    // Who may do what. A policy runs nothing.
    "aws_iam_",
    "aws_kms_",
    "aws_lambda_alias",
    "aws_lambda_function_event_invoke_config",
    "aws_lambda_function_url",
    "aws_lambda_permission",
    "aws_lambda_provisioned_concurrency_config",
    // What is counted, logged and shown.
    "aws_cloudwatch_composite_alarm",
    "aws_cloudwatch_dashboard",
    "aws_cloudwatch_event_rule",
    "aws_cloudwatch_log_",
    "aws_cloudwatch_metric_",
    "aws_xray_",
    // What calls a function with what has happened: it is told which one, and tells it nothing of others.
    "aws_appsync_datasource",
    "aws_cloudwatch_event_api_destination",
    "aws_config_config_rule",
    "aws_iot_topic_rule",
    "aws_kinesis_firehose_delivery_stream",
    "aws_lambda_event_source_mapping",
    "aws_s3_bucket",
    "aws_secretsmanager_secret_rotation",
    "aws_ses_receipt_rule",
    "aws_sns_topic",
    "aws_sqs_queue",
    // Names, certificates and ways to an API. A function of CloudFront cannot call AWS.
    "aws_acm_",
    "aws_cloudfront_",
    "aws_globalaccelerator_",
    "aws_route53_",
    "aws_alb",
    "aws_lb",
    "aws_vpc_endpoint",
    "aws_security_group",
    // What stands before an API and lets requests through or not.
    "aws_shield_",
    "aws_waf_",
    "aws_wafregional_",
    "aws_wafv2_",
    // Users, who sign in with addresses, and how much there may be of something.
    "aws_appautoscaling_",
    "aws_cognito_",
    "aws_resourcegroups_",
];

/// Those of them that do all the same.
const EXCEPT: &[&str] = &[
    // The document may describe whatever an API can have.
    "aws_api_gateway_rest_api_put",
];

/// Types of AWS that keep a text for whoever reads it.
const KEEP: &[&str] = &[
    "aws_appconfig_configuration_profile",
    "aws_appconfig_hosted_configuration_version",
    "aws_dynamodb_table_item",
    "aws_s3_bucket_object",
    "aws_s3_object",
    "aws_secretsmanager_secret",
    "aws_secretsmanager_secret_version",
    "aws_service_discovery_instance",
    "aws_ssm_parameter",
];

/// Types of other providers that are nothing but names for values: they stand in the state, and nowhere else.
const NAMES: &[&str] = &["null_resource", "terraform_data"];
const NAMING: &[&str] = &["random_", "time_"];

/// Types of AWS that run something, and the arguments that only say what.
const RUN: &[(&str, &[&str])] = &[
    ("aws_cloudwatch_event_target", &["arn", "rule", "role_arn", "target_id", "event_bus_name"]),
    ("aws_lambda_invocation", &["function_name", "qualifier"]),
    ("aws_scheduler_schedule", &["arn", "role_arn", "group_name"]),
    ("aws_pipes_pipe", &["source", "target", "role_arn"]),
];

fn gives(block: &Block) -> Gives {
    let r#type = block.label(0).unwrap_or_default();
    let begins = |names: &[&str]| names.iter().any(|name| r#type.starts_with(name));
    let is_aws = r#type.starts_with("aws_");
    match &*block.kind.text {
        "resource" if runs_a_script(block) => Gives::Runs(&[]),
        "resource" if NAMES.contains(&r#type) || begins(NAMING) => Gives::Passes,
        "resource" if KEEP.contains(&r#type) => Gives::Keeps(&[]),
        "resource" if begins(KEEP_TO_THEMSELVES) && !EXCEPT.contains(&r#type) => Gives::Nothing,
        "data" | "ephemeral" if is_aws && r#type != "aws_lambda_invocation" => Gives::Nothing,
        "resource" | "data" | "ephemeral" => {
            let run = RUN.iter().find(|(name, _)| *name == r#type);
            Gives::Runs(run.map_or(&[], |(_, spared)| spared))
        }
        // The configuration of what is imported may still be to be written.
        "import" => Gives::Keeps(&["to", "provider"]),
        "action" => Gives::Runs(&["function_name"]),
        "provider" if r#type != "aws" => Gives::Runs(&[]),
        _ => Gives::Nothing,
    }
}

/// The arguments of a resource that are ids of what it belongs to, and stand in that attribute of it: `id` of a method is
/// `agm-API-RESOURCE-GET`, that of a stage `ags-API-NAME` (provider, `internal/service/apigateway`). The address of a stage
/// names its API too; whoever gets it calls the API.
fn carries(r#type: &str, attribute: Option<&str>) -> &'static [&'static str] {
    let is_of_method = matches!(
        r#type,
        "aws_api_gateway_integration"
            | "aws_api_gateway_integration_response"
            | "aws_api_gateway_method"
            | "aws_api_gateway_method_response"
    );
    if r#type.starts_with("aws_apigatewayv2_") {
        // The id of a part is that part's alone, and the ARNs of a stage have the API's id in them.
        return match attribute {
            None => &["api_id", "integration_id", "route_id"],
            Some("integration_id") => &["integration_id"],
            Some("route_id") => &["route_id"],
            Some("api_id" | "arn" | "execution_arn") => &["api_id"],
            Some(_) => &[],
        };
    }
    match attribute {
        _ if !r#type.starts_with("aws_api_gateway_") => &[],
        None => &["rest_api_id", "resource_id", "parent_id"],
        Some("id") if is_of_method => &["rest_api_id", "resource_id"],
        Some("rest_api_id") => &["rest_api_id"],
        Some("resource_id") => &["resource_id"],
        Some("parent_id") => &["parent_id"],
        Some("id" | "arn" | "execution_arn")
            if matches!(r#type, "aws_api_gateway_stage" | "aws_api_gateway_gateway_response") =>
        {
            &["rest_api_id"]
        }
        Some(_) => &[],
    }
}

/// Whether an attribute tells another one. The ARNs of an API have its id in them, the path of a resource not; of other
/// types any attribute is taken to tell all.
fn tells(r#type: &str, taken: &str, wanted: &str) -> bool {
    match (r#type, wanted) {
        _ if taken == wanted => true,
        ("aws_api_gateway_rest_api", "id") => matches!(taken, "arn" | "execution_arn"),
        ("aws_api_gateway_rest_api", _) | ("aws_api_gateway_resource", "id") => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Gives, gives};
    use crate::module::Module;
    use crate::source::Sources;
    use std::path::Path;

    fn of(text: &str) -> Gives {
        let source = Sources::default().add(Path::new("main.tf"), text);
        let module = Module::of_text(source, text);
        gives(module.block(0).unwrap())
    }

    #[test]
    fn what_is_not_known_to_keep_to_itself_gives_away() {
        let resource = |r#type: &str| of(&format!("resource \"{type}\" \"x\" {{}}"));
        for r#type in
            ["aws_api_gateway_method", "aws_lambda_permission", "aws_s3_bucket_notification"]
        {
            assert_eq!(resource(r#type), Gives::Nothing, "{type}");
        }
        for r#type in ["aws_ssm_parameter", "aws_s3_object"] {
            assert_eq!(resource(r#type), Gives::Keeps(&[]), "{type}");
        }
        for r#type in [
            "aws_lambda_function",
            "aws_sfn_state_machine",
            "aws_api_gateway_rest_api_put",
            "local_file",
        ] {
            assert_eq!(resource(r#type), Gives::Runs(&[]), "{type}");
        }
        assert_eq!(resource("null_resource"), Gives::Passes);
        let script = "resource \"null_resource\" \"x\" {\n  provisioner \"local-exec\" {}\n}";
        assert_eq!(of(script), Gives::Runs(&[]));
        let action = "resource \"aws_api_gateway_rest_api\" \"x\" {\n  lifecycle {\n    action_trigger {}\n  }\n}";
        assert_eq!(of(action), Gives::Runs(&[]));
        for text in ["action \"a\" \"b\" {}", "data \"aws_lambda_invocation\" \"x\" {}"] {
            assert!(matches!(of(text), Gives::Runs(_)), "{text}");
        }
        assert_eq!(of("data \"aws_region\" \"x\" {}"), Gives::Nothing);
        assert_eq!(of("provider \"aws\" {}"), Gives::Nothing);
        assert_eq!(of("provider \"http\" {}"), Gives::Runs(&[]));
    }
}
