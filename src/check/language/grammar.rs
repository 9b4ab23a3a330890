//! Which blocks and arguments the language has, in Terraform up to 1.16 and `OpenTofu` up to 1.13 together. What a provider
//! says of its own blocks is in schemas.

/// What may stand in a block.
#[derive(Debug)]
pub(super) struct Grammar {
    /// What its labels say.
    pub(super) labels: &'static [&'static str],
    /// Its arguments; `None` where others say which there are.
    pub(super) arguments: Option<&'static [&'static str]>,
    /// Those of them that have to be there.
    pub(super) required: &'static [&'static str],
    /// Its nested blocks; `None` where others say which there are.
    pub(super) blocks: Option<&'static [Nested]>,
}

/// The name of a nested block, and what may stand in it.
type Nested = (&'static str, &'static Grammar);

impl Grammar {
    /// What may stand in a nested block of that name.
    pub(super) fn block(&self, name: &str) -> Option<&'static Self> {
        find(self.blocks?, name)
    }
}

/// What may stand in a top-level block of that kind.
pub(super) fn top(kind: &str) -> Option<&'static Grammar> {
    find(TOP, kind)
}

/// The kinds of top-level blocks.
pub(super) fn kinds() -> impl Iterator<Item = &'static str> + Clone {
    TOP.iter().map(|(name, _)| *name)
}

fn find(blocks: &[Nested], name: &str) -> Option<&'static Grammar> {
    blocks.iter().find(|(known, _)| *known == name).map(|(_, grammar)| *grammar)
}

const OPEN: Grammar = Grammar { labels: &[], arguments: None, required: &[], blocks: None };

const CONDITION: Grammar = Grammar {
    arguments: Some(&["condition", "error_message"]),
    required: &["condition", "error_message"],
    blocks: Some(&[]),
    ..OPEN
};

const CONNECTION: Grammar = Grammar {
    arguments: Some(&[
        "agent",
        "agent_identity",
        "bastion_certificate",
        "bastion_host",
        "bastion_host_key",
        "bastion_password",
        "bastion_port",
        "bastion_private_key",
        "bastion_user",
        "cacert",
        "certificate",
        "host",
        "host_key",
        "https",
        "insecure",
        "password",
        "port",
        "private_key",
        "proxy_host",
        "proxy_port",
        "proxy_scheme",
        "proxy_user_name",
        "proxy_user_password",
        "script_path",
        "target_platform",
        "timeout",
        "type",
        "use_ntlm",
        "user",
    ]),
    required: &["host"],
    blocks: Some(&[]),
    ..OPEN
};

/// What a provisioner has beside its own arguments.
const PROVISIONER: Grammar =
    Grammar { labels: &["type"], blocks: Some(&[("connection", &CONNECTION)]), ..OPEN };

/// The provisioners that come with Terraform: with their arguments, those of every provisioner among them, and those that are required.
pub(super) const PROVISIONERS: [(&str, &[&str], &[&str]); 3] = [
    ("file", &["content", "destination", "on_failure", "source", "when"], &["destination"]),
    (
        "local-exec",
        &["command", "environment", "interpreter", "on_failure", "quiet", "when", "working_dir"],
        &["command"],
    ),
    ("remote-exec", &["inline", "on_failure", "script", "scripts", "when"], &[]),
];

const LIFECYCLE: Grammar = Grammar {
    arguments: Some(&[
        "create_before_destroy",
        "destroy",
        "enabled",
        "ignore_changes",
        "prevent_destroy",
        "replace_triggered_by",
    ]),
    blocks: Some(&[
        ("action_trigger", &OPEN),
        ("postcondition", &CONDITION),
        ("precondition", &CONDITION),
    ]),
    ..OPEN
};

const TOP: &[Nested] = &[
    ("action", &Grammar { labels: &["type", "name"], ..OPEN }),
    (
        "check",
        &Grammar {
            labels: &["name"],
            arguments: Some(&[]),
            blocks: Some(&[
                ("assert", &CONDITION),
                ("data", &Grammar { labels: &["type", "name"], ..OPEN }),
            ]),
            ..OPEN
        },
    ),
    ("data", &RESOURCE),
    ("ephemeral", &RESOURCE),
    (
        "import",
        &Grammar {
            arguments: Some(&["for_each", "id", "identity", "provider", "to"]),
            required: &["to"],
            blocks: Some(&[]),
            ..OPEN
        },
    ),
    ("language", &OPEN),
    ("locals", &Grammar { blocks: Some(&[]), ..OPEN }),
    ("module", &Grammar { labels: &["name"], required: &["source"], ..OPEN }),
    (
        "moved",
        &Grammar {
            arguments: Some(&["from", "to"]),
            required: &["from", "to"],
            blocks: Some(&[]),
            ..OPEN
        },
    ),
    (
        "output",
        &Grammar {
            labels: &["name"],
            arguments: Some(&[
                "depends_on",
                "deprecated",
                "description",
                "ephemeral",
                "sensitive",
                "type",
                "value",
            ]),
            required: &["value"],
            blocks: Some(&[("precondition", &CONDITION)]),
        },
    ),
    ("provider", &Grammar { labels: &["name"], ..OPEN }),
    (
        "removed",
        &Grammar {
            arguments: Some(&["from"]),
            required: &["from"],
            blocks: Some(&[
                ("connection", &CONNECTION),
                (
                    "lifecycle",
                    &Grammar { arguments: Some(&["destroy"]), blocks: Some(&[]), ..OPEN },
                ),
                ("provisioner", &PROVISIONER),
            ]),
            ..OPEN
        },
    ),
    ("resource", &RESOURCE),
    (
        "terraform",
        &Grammar {
            arguments: Some(&["experiments", "language", "required_version"]),
            blocks: Some(&[
                ("backend", &Grammar { labels: &["type"], ..OPEN }),
                ("cloud", &OPEN),
                ("encryption", &OPEN),
                ("provider_meta", &Grammar { labels: &["provider"], ..OPEN }),
                ("required_providers", &Grammar { blocks: Some(&[]), ..OPEN }),
            ]),
            ..OPEN
        },
    ),
    (
        "variable",
        &Grammar {
            labels: &["name"],
            arguments: Some(&[
                "const",
                "default",
                "deprecated",
                "description",
                "ephemeral",
                "nullable",
                "sensitive",
                "type",
            ]),
            blocks: Some(&[("validation", &CONDITION)]),
            ..OPEN
        },
    ),
];

/// Its arguments and its other blocks are the provider's to say.
const RESOURCE: Grammar = Grammar { labels: &["type", "name"], ..OPEN };

/// The blocks of Terraform's own in a resource.
pub(super) const OF_RESOURCE: Grammar = Grammar {
    blocks: Some(&[
        ("connection", &CONNECTION),
        ("lifecycle", &LIFECYCLE),
        ("provisioner", &PROVISIONER),
    ]),
    ..OPEN
};

#[cfg(test)]
mod tests {
    use super::{Grammar, TOP};

    #[test]
    fn what_is_required_is_an_argument() {
        fn look(name: &str, grammar: &Grammar) {
            if let Some(arguments) = grammar.arguments {
                assert!(arguments.is_sorted(), "{name}");
                assert!(grammar.required.iter().all(|one| arguments.contains(one)), "{name}");
            }
            for (name, grammar) in grammar.blocks.into_iter().flatten() {
                look(name, grammar);
            }
        }
        for (name, grammar) in TOP {
            look(name, grammar);
        }
    }
}
