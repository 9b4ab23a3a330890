# The schema of `aws_cognito_user_pool` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "alias_attributes" {
  type = "set(string)"
}

argument "auto_verified_attributes" {
  type = "set(string)"
}

argument "deletion_protection" {
  type = "string"
}

argument "email_verification_message" {
  type     = "string"
  computed = true
}

argument "email_verification_subject" {
  type     = "string"
  computed = true
}

argument "mfa_configuration" {
  type = "string"
}

argument "name" {
  type     = "string"
  required = true
}

argument "sms_authentication_message" {
  type = "string"
}

argument "sms_verification_message" {
  type     = "string"
  computed = true
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type     = "map(string)"
  computed = true
}

argument "user_pool_tier" {
  type     = "string"
  computed = true
}

argument "username_attributes" {
  type = "set(string)"
}

attribute "arn" {
  type = "string"
}

attribute "creation_date" {
  type = "string"
}

attribute "custom_domain" {
  type = "string"
}

attribute "domain" {
  type = "string"
}

attribute "endpoint" {
  type = "string"
}

attribute "estimated_number_of_users" {
  type = "number"
}

attribute "id" {
  type = "string"
}

attribute "last_modified_date" {
  type = "string"
}

block "account_recovery_setting" {
  nesting = "list"
  max     = 1

  block "recovery_mechanism" {
    nesting = "set"
    max     = 2

    argument "name" {
      type     = "string"
      required = true
    }

    argument "priority" {
      type     = "number"
      required = true
    }
  }
}

block "admin_create_user_config" {
  nesting = "list"
  max     = 1

  argument "allow_admin_create_user_only" {
    type = "bool"
  }

  block "invite_message_template" {
    nesting = "list"
    max     = 1

    argument "email_message" {
      type = "string"
    }

    argument "email_subject" {
      type = "string"
    }

    argument "sms_message" {
      type = "string"
    }
  }
}

block "device_configuration" {
  nesting = "list"
  max     = 1

  argument "challenge_required_on_new_device" {
    type = "bool"
  }

  argument "device_only_remembered_on_user_prompt" {
    type = "bool"
  }
}

block "email_configuration" {
  nesting = "list"
  max     = 1

  argument "configuration_set" {
    type = "string"
  }

  argument "email_sending_account" {
    type = "string"
  }

  argument "from_email_address" {
    type = "string"
  }

  argument "reply_to_email_address" {
    type = "string"
  }

  argument "source_arn" {
    type = "string"
  }
}

block "email_mfa_configuration" {
  nesting = "list"
  max     = 1

  argument "message" {
    type = "string"
  }

  argument "subject" {
    type = "string"
  }
}

block "lambda_config" {
  nesting = "list"
  max     = 1

  argument "create_auth_challenge" {
    type = "string"
  }

  argument "custom_message" {
    type = "string"
  }

  argument "define_auth_challenge" {
    type = "string"
  }

  argument "kms_key_id" {
    type = "string"
  }

  argument "post_authentication" {
    type = "string"
  }

  argument "post_confirmation" {
    type = "string"
  }

  argument "pre_authentication" {
    type = "string"
  }

  argument "pre_sign_up" {
    type = "string"
  }

  argument "pre_token_generation" {
    type     = "string"
    computed = true
  }

  argument "user_migration" {
    type = "string"
  }

  argument "verify_auth_challenge_response" {
    type = "string"
  }

  block "custom_email_sender" {
    nesting = "list"
    max     = 1

    argument "lambda_arn" {
      type     = "string"
      required = true
    }

    argument "lambda_version" {
      type     = "string"
      required = true
    }
  }

  block "custom_sms_sender" {
    nesting = "list"
    max     = 1

    argument "lambda_arn" {
      type     = "string"
      required = true
    }

    argument "lambda_version" {
      type     = "string"
      required = true
    }
  }

  block "pre_token_generation_config" {
    nesting = "list"
    max     = 1

    argument "lambda_arn" {
      type     = "string"
      required = true
    }

    argument "lambda_version" {
      type     = "string"
      required = true
    }
  }
}

block "password_policy" {
  nesting = "list"
  max     = 1

  argument "minimum_length" {
    type = "number"
  }

  argument "password_history_size" {
    type = "number"
  }

  argument "require_lowercase" {
    type = "bool"
  }

  argument "require_numbers" {
    type = "bool"
  }

  argument "require_symbols" {
    type = "bool"
  }

  argument "require_uppercase" {
    type = "bool"
  }

  argument "temporary_password_validity_days" {
    type     = "number"
    computed = true
  }
}

block "schema" {
  nesting = "set"
  max     = 50

  argument "attribute_data_type" {
    type     = "string"
    required = true
  }

  argument "developer_only_attribute" {
    type = "bool"
  }

  argument "mutable" {
    type = "bool"
  }

  argument "name" {
    type     = "string"
    required = true
  }

  argument "required" {
    type = "bool"
  }

  block "number_attribute_constraints" {
    nesting = "list"
    max     = 1

    argument "max_value" {
      type = "string"
    }

    argument "min_value" {
      type = "string"
    }
  }

  block "string_attribute_constraints" {
    nesting = "list"
    max     = 1

    argument "max_length" {
      type = "string"
    }

    argument "min_length" {
      type = "string"
    }
  }
}

block "sign_in_policy" {
  nesting = "list"
  max     = 1

  argument "allowed_first_auth_factors" {
    type = "set(string)"
  }
}

block "sms_configuration" {
  nesting = "list"
  max     = 1

  argument "external_id" {
    type     = "string"
    required = true
  }

  argument "sns_caller_arn" {
    type     = "string"
    required = true
  }

  argument "sns_region" {
    type     = "string"
    computed = true
  }
}

block "software_token_mfa_configuration" {
  nesting = "list"
  max     = 1

  argument "enabled" {
    type     = "bool"
    required = true
  }
}

block "user_attribute_update_settings" {
  nesting = "list"
  max     = 1

  argument "attributes_require_verification_before_update" {
    type     = "set(string)"
    required = true
  }
}

block "user_pool_add_ons" {
  nesting = "list"
  max     = 1

  argument "advanced_security_mode" {
    type     = "string"
    required = true
  }

  block "advanced_security_additional_flows" {
    nesting = "list"
    max     = 1

    argument "custom_auth_mode" {
      type     = "string"
      computed = true
    }
  }
}

block "username_configuration" {
  nesting = "list"
  max     = 1

  argument "case_sensitive" {
    type     = "bool"
    computed = true
  }
}

block "verification_message_template" {
  nesting = "list"
  max     = 1

  argument "default_email_option" {
    type = "string"
  }

  argument "email_message" {
    type     = "string"
    computed = true
  }

  argument "email_message_by_link" {
    type     = "string"
    computed = true
  }

  argument "email_subject" {
    type     = "string"
    computed = true
  }

  argument "email_subject_by_link" {
    type     = "string"
    computed = true
  }

  argument "sms_message" {
    type     = "string"
    computed = true
  }
}

block "web_authn_configuration" {
  nesting = "list"
  max     = 1

  argument "relying_party_id" {
    type = "string"
  }

  argument "user_verification" {
    type = "string"
  }
}
