//! Which blocks hand on what they get to where gatelint does not see it.

use crate::syntax::Block;

/// Words in the types of AWS resources that run something, or keep a text for others to read.
const HANDS_ON: [&str; 17] = [
    "appconfig",
    "batch_job",
    "cloudformation",
    "codebuild",
    "codepipeline",
    "dynamodb_table_item",
    "ecs_task_definition",
    "instance",
    "lambda_invocation",
    "launch_configuration",
    "launch_template",
    "s3_bucket_object",
    "s3_object",
    "rest_api_put",
    "secretsmanager",
    "serverlessapplicationrepository",
    "ssm_",
];

/// Whether a block hands on what it refers to: a script may then make more of an API than what is declared. Resources of
/// AWS are known not to, but for some; of other providers' nothing is known.
pub fn gives_away(block: &Block) -> bool {
    let r#type = block.label(0).unwrap_or_default();
    let is_aws = r#type.starts_with("aws_") && !HANDS_ON.iter().any(|word| r#type.contains(word));
    match &*block.kind.text {
        "resource" => !is_aws || block.body.blocks_of("provisioner").next().is_some(),
        "data" | "ephemeral" => !r#type.starts_with("aws_"),
        _ => false,
    }
}
