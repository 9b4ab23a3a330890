# The schema of `aws_lb` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "client_keep_alive" {
  type = "number"
}

argument "customer_owned_ipv4_pool" {
  type = "string"
}

argument "desync_mitigation_mode" {
  type = "string"
}

argument "dns_record_client_routing_policy" {
  type = "string"
}

argument "drop_invalid_header_fields" {
  type = "bool"
}

argument "enable_cross_zone_load_balancing" {
  type = "bool"
}

argument "enable_deletion_protection" {
  type = "bool"
}

argument "enable_http2" {
  type = "bool"
}

argument "enable_tls_version_and_cipher_suite_headers" {
  type = "bool"
}

argument "enable_waf_fail_open" {
  type = "bool"
}

argument "enable_xff_client_port" {
  type = "bool"
}

argument "enable_zonal_shift" {
  type = "bool"
}

argument "enforce_security_group_inbound_rules_on_private_link_traffic" {
  type     = "string"
  computed = true
}

argument "idle_timeout" {
  type = "number"
}

argument "internal" {
  type     = "bool"
  computed = true
}

argument "ip_address_type" {
  type     = "string"
  computed = true
}

argument "load_balancer_type" {
  type = "string"
}

argument "name" {
  type     = "string"
  computed = true
}

argument "name_prefix" {
  type     = "string"
  computed = true
}

argument "preserve_host_header" {
  type = "bool"
}

argument "security_groups" {
  type     = "set(string)"
  computed = true
}

argument "subnets" {
  type     = "set(string)"
  computed = true
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type     = "map(string)"
  computed = true
}

argument "xff_header_processing_mode" {
  type = "string"
}

attribute "arn" {
  type = "string"
}

attribute "arn_suffix" {
  type = "string"
}

attribute "dns_name" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "vpc_id" {
  type = "string"
}

attribute "zone_id" {
  type = "string"
}

block "access_logs" {
  nesting = "list"
  max     = 1

  argument "bucket" {
    type     = "string"
    required = true
  }

  argument "enabled" {
    type = "bool"
  }

  argument "prefix" {
    type = "string"
  }
}

block "connection_logs" {
  nesting = "list"
  max     = 1

  argument "bucket" {
    type     = "string"
    required = true
  }

  argument "enabled" {
    type = "bool"
  }

  argument "prefix" {
    type = "string"
  }
}

block "ipam_pools" {
  nesting = "list"
  max     = 1

  argument "ipv4_ipam_pool_id" {
    type     = "string"
    required = true
  }
}

block "minimum_load_balancer_capacity" {
  nesting = "list"
  max     = 1

  argument "capacity_units" {
    type     = "number"
    required = true
  }
}

block "subnet_mapping" {
  nesting = "set"

  argument "allocation_id" {
    type = "string"
  }

  argument "ipv6_address" {
    type = "string"
  }

  argument "private_ipv4_address" {
    type = "string"
  }

  argument "subnet_id" {
    type     = "string"
    required = true
  }

  attribute "outpost_id" {
    type = "string"
  }
}

block "timeouts" {
  nesting = "single"

  argument "create" {
    type = "string"
  }

  argument "delete" {
    type = "string"
  }

  argument "update" {
    type = "string"
  }
}
