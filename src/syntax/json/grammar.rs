//! What a property of a JSON object is, by the block that the object stands for.
//!
//! In native syntax a block looks unlike an argument. In JSON only the place tells: Terraform's own blocks are known,
//! those of a resource are in the schema of its type. Where there is no schema, a property is taken as an argument.

use crate::syntax::NestedBlocks;

/// What an object stands for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    /// A file.
    Root,
    /// A resource or data source, with its type where that says what is a nested block.
    Resource(Option<&'a str>),
    /// A block whose blocks are in no schema that is known, apart from `dynamic` ones.
    Nested,
    Lifecycle,
    Provisioner,
    Dynamic,
    Variable,
    Output,
    Module,
    Terraform,
    RequiredProviders,
    /// `moved`, `removed` and `import`, which say which resource they are about.
    Refactoring,
    Check,
    /// A block of arguments alone.
    Arguments,
    /// A block that is read before anything is evaluated: its strings are no templates.
    Literals,
}

/// How the strings in the value of an argument are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As templates, which is the rule.
    Template,
    /// As they are.
    Literal,
    /// As the text of an expression: a reference, a keyword, a type.
    Expression,
    /// An entry of `required_providers`: as they are, but for `configuration_aliases`.
    Requirement,
}

/// What a property is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Property {
    /// Blocks, with what each level of labels is called.
    Blocks(&'static [&'static str], Place<'static>),
    /// An argument.
    Argument(Reading),
    /// Nothing that Terraform knows.
    Nothing,
}

use Property::{Argument, Blocks, Nothing};
use Reading::{Expression, Literal, Requirement, Template};

/// What the property of that name is.
pub(super) fn property(place: Place, name: &str, schemas: &dyn NestedBlocks) -> Property {
    match (place, name) {
        (Place::Root, _) | (Place::Check, "data") => top_level(name),
        (Place::Resource(of), _) => resource(of, name, schemas),
        (Place::Nested, "dynamic") | (Place::Dynamic, "content") => nested(name),
        (Place::Refactoring, "lifecycle" | "provisioner" | "connection")
        | (Place::Module, "lifecycle") => meta(name),
        (Place::Lifecycle, "precondition" | "postcondition")
        | (Place::Provisioner, "connection")
        | (Place::Variable, "validation")
        | (Place::Output, "precondition")
        | (Place::Check, "assert") => Blocks(&[], Place::Arguments),
        (Place::Terraform, "required_providers") => Blocks(&[], Place::RequiredProviders),
        (Place::Terraform, "backend" | "provider_meta") => Blocks(&["type"], Place::Literals),
        (Place::Terraform, "cloud") => Blocks(&[], Place::Literals),
        (Place::Dynamic, "iterator")
        | (Place::Lifecycle, "ignore_changes" | "replace_triggered_by")
        | (Place::Provisioner, "when" | "on_failure")
        | (Place::Variable, "type")
        | (Place::Output | Place::Module, "depends_on")
        | (Place::Module, "providers")
        | (Place::Terraform, "experiments")
        | (Place::Refactoring, "from" | "to" | "provider") => Argument(Expression),
        (Place::RequiredProviders, _) => Argument(Requirement),
        (Place::Variable | Place::Terraform | Place::Literals, _)
        | (Place::Output, "description") => Argument(Literal),
        // A module's `source` and `version` too: `OpenTofu` evaluates them, and for Terraform, which does not, a
        // template is no source that there is.
        _ => Argument(Template),
    }
}

fn top_level(name: &str) -> Property {
    match name {
        "resource" | "data" | "ephemeral" => Blocks(&["type", "name"], Place::Resource(None)),
        "action" => Blocks(&["type", "name"], Place::Nested),
        "variable" => Blocks(&["name"], Place::Variable),
        "output" => Blocks(&["name"], Place::Output),
        "module" => Blocks(&["name"], Place::Module),
        "provider" => Blocks(&["name"], Place::Nested),
        "check" => Blocks(&["name"], Place::Check),
        "locals" => Blocks(&[], Place::Arguments),
        "terraform" => Blocks(&[], Place::Terraform),
        "moved" | "removed" | "import" => Blocks(&[], Place::Refactoring),
        _ => Nothing,
    }
}

fn resource(of: Option<&str>, name: &str, schemas: &dyn NestedBlocks) -> Property {
    match name {
        "lifecycle" | "provisioner" | "connection" => meta(name),
        "dynamic" => nested(name),
        "depends_on" | "provider" => Argument(Expression),
        _ if of.is_some_and(|of| schemas.has_block(of, name)) => nested(name),
        _ => Argument(Template),
    }
}

fn meta(name: &str) -> Property {
    match name {
        "lifecycle" => Blocks(&[], Place::Lifecycle),
        "provisioner" => Blocks(&["type"], Place::Provisioner),
        _ => Blocks(&[], Place::Arguments),
    }
}

fn nested(name: &str) -> Property {
    match name {
        "dynamic" => Blocks(&["type"], Place::Dynamic),
        _ => Blocks(&[], Place::Nested),
    }
}

impl<'a> Place<'a> {
    /// The place in a block with these labels.
    pub(super) fn labelled(self, kind: &str, first_label: Option<&'a str>) -> Self {
        match self {
            Self::Resource(_) if kind == "resource" => Self::Resource(first_label),
            place => place,
        }
    }
}
