//! What makes blocks in other languages than Terraform's.

use crate::ask::Words;

/// What makes a block of a type in other languages, without case and signs: of other types nothing is known, and whoever speaks of the name may make one.
pub(super) const WORDS: [Words; 3] = [
    Words {
        r#type: "aws_lambda_permission",
        calls: &["addpermission", "lambdapermission", "cfnpermission", "grantinvoke"],
        parts: &["ermission", "nvoke"],
    },
    Words {
        r#type: "aws_api_gateway_method",
        calls: &["putmethod", "putintegration", "putrestapi", "importrestapi"],
        parts: &["ateway"],
    },
    Words {
        r#type: "aws_apigatewayv2_route",
        calls: &["createroute", "createintegration", "importapi", "createauthorizer"],
        parts: &["ateway"],
    },
];

#[cfg(test)]
mod tests {
    use super::WORDS;
    use crate::ask::says_any;

    #[test]
    fn a_call_is_known_in_any_language() {
        let [permission, method, route] = &WORDS;
        for text in [
            "aws lambda add-permission",
            "client.add_permission(",
            "AddPermissionInput",
            "Type: AWS::Lambda::Permission",
        ] {
            assert!(says_any(text, permission), "{text}");
        }
        for text in ["aws apigateway put-method", "boto3.client('apigateway').put_rest_api("] {
            assert!(says_any(text, method), "{text}");
        }
        for text in ["aws apigatewayv2 create-route", "boto3.client('apigatewayv2').reimport_api("]
        {
            assert!(says_any(text, route), "{text}");
        }
        assert!(!says_any("aws lambda invoke --function-name orders", permission));
    }
}
