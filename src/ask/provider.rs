//! Which versions of a provider the modules of a configuration admit together, and where it calls.

use super::version::{ALL, Range, range};
use super::{Function, Site, known};
use crate::convert::Stop;
use crate::eval::{Environment, attribute, eval};
use crate::functions::{Answer, Parameter};
use crate::scope::ModuleScope;
use crate::syntax::Block;
use crate::value::{Data, Kind, Truth, Value};
use crate::world::World;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "has_own_endpoints",
        doc: "whether the provider of that name is sent elsewhere than to its own service, by a block of `endpoints`",
        parameters: &[Parameter::STRING.named("name")],
        rest: None,
        result: Some(Kind::Bool),
        compute: has_own_endpoints,
    },
    Function {
        name: "provider_admits",
        doc: "whether the modules of the configuration together, and `.terraform.lock.hcl` of the root, admit such a version of HashiCorp's provider of that name",
        parameters: &[Parameter::STRING.named("name"), Parameter::STRING.named("constraint")],
        rest: None,
        result: Some(Kind::Bool),
        compute: provider_admits,
    },
];

fn provider_admits(args: &[Value], site: &Site) -> Answer {
    let (provider, wanted) = (known(args, 0)?, known(args, 1)?);
    if range(wanted).is_none() {
        return Err(Stop::Refused);
    }
    Ok(Value::truth(admits_together(provider, wanted, site.module(), site.world())))
}

/// Whether the constraints on that provider admit a version that meets the other constraint. Terraform takes one version for
/// all modules of a configuration, which has to meet the constraints of each, and the one in the root's lock file. Without a constraint every version is admitted,
/// the newest first. Of the name of another provider, which a module gives it, nothing is known.
pub(crate) fn admits_together(
    provider: &str,
    wanted: &str,
    module: &ModuleScope,
    world: &World,
) -> Truth {
    let Some(wanted) = range(wanted) else { return Truth::Unknown };
    if !local_names(provider, module).iter().any(|name| name == provider) {
        return Truth::Unknown;
    }
    match world.once(provider, || Admitted(admitted(provider, module, world))).0 {
        // Where no version meets all of them, Terraform installs none, and that is what is wrong.
        Some(admitted) if !admitted.is_empty() => Truth::from(!admitted.and(wanted).is_empty()),
        _ => Truth::Unknown,
    }
}

/// The versions of a provider that a configuration admits.
struct Admitted(Option<Range>);

/// The versions that all constraints admit; `None` where one of them is not known.
fn admitted(provider: &str, module: &ModuleScope, world: &World) -> Option<Range> {
    let mut admitted = ALL;
    for module in world.modules() {
        for constraint in constraints(provider, module) {
            match constraint.as_str().and_then(range) {
                Some(range) => admitted = admitted.and(range),
                None if matches!(constraint.data, Data::Null) => {}
                None => return None,
            }
        }
    }
    let locked = module.tree().locked().filter(|(source, _)| is_source(source, provider));
    for version in locked.filter_map(|(_, version)| range(&format!("= {version}"))) {
        admitted = admitted.and(version);
    }
    Some(admitted)
}

/// What `required_providers` and `provider` blocks of a module say of the version.
fn constraints(provider: &str, module: &ModuleScope) -> Vec<Value> {
    let env = Environment::new(module);
    let names = local_names(provider, module);
    let required = requirements(module).into_iter().filter(|(local, _)| names.contains(local));
    let required = required.map(|(_, value)| match &value.data {
        Data::Mapping(..) => match attribute(&value, "version", module) {
            version if version.is_refused() => Value::null(),
            version => version,
        },
        _ => value,
    });
    let configured = providers(&names, module)
        .filter_map(|block| block.body.attribute("version"))
        .map(|version| eval(&version.value, env));
    required.chain(configured).collect()
}

/// What `required_providers` of a module has, by the local name of each provider.
fn requirements(module: &ModuleScope) -> Vec<(String, Value)> {
    let env = Environment::new(module);
    let blocks = module.module.of_kind("terraform");
    let blocks = blocks.flat_map(|block| block.body.blocks_of("required_providers"));
    let attributes = blocks.flat_map(|block| &block.body.attributes);
    attributes.map(|it| (it.name.text.to_string(), eval(&it.value, env))).collect()
}

/// The names that a module has for the provider of that name that `HashiCorp` publishes.
fn local_names(provider: &str, module: &ModuleScope) -> Vec<String> {
    let requirements = requirements(module);
    let is_it = |(local, value): &&(String, Value)| match &value.data {
        Data::Mapping(..) => {
            let source = attribute(value, "source", module);
            source.as_str().map_or(local == provider, |source| is_source(source, provider))
        }
        _ => local == provider,
    };
    let mut names: Vec<String> =
        requirements.iter().filter(is_it).map(|(local, _)| local.clone()).collect();
    if !requirements.iter().any(|(local, _)| local == provider) {
        names.push(provider.to_owned());
    }
    names
}

/// Whether a `source` leads to that provider, in the registries of Terraform and `OpenTofu`.
fn is_source(source: &str, provider: &str) -> bool {
    let source = source.to_ascii_lowercase();
    let path = ["registry.terraform.io/", "registry.opentofu.org/"]
        .iter()
        .find_map(|registry| source.strip_prefix(registry))
        .unwrap_or(&source);
    path == format!("hashicorp/{provider}") || path == provider
}

/// The blocks that configure a provider of one of these names.
fn providers<'m>(names: &[String], module: &'m ModuleScope) -> impl Iterator<Item = &'m Block> {
    let names = names.to_vec();
    let blocks = module.module.of_kind("provider");
    blocks
        .filter(move |block| block.label(0).is_some_and(|label| names.iter().any(|it| it == label)))
}

/// Whether that provider is sent elsewhere than to its service: to `LocalStack`, which runs on the machine of whoever plans.
fn has_own_endpoints(args: &[Value], site: &Site) -> Answer {
    let provider = known(args, 0)?;
    let sends = |block: &Block| {
        block.body.attribute("endpoints").is_some()
            || block.body.blocks.iter().any(|nested| {
                let dynamic = &*nested.kind.text == "dynamic";
                &*nested.kind.text == "endpoints" || dynamic && nested.label(0) == Some("endpoints")
            })
    };
    let is_sent = || {
        let mut modules = site.world().modules();
        modules.any(|module| providers(&local_names(provider, module), module).any(sends))
    };
    Ok(Value::bool(site.world().once(provider, || Sent(is_sent())).0))
}

/// Whether a provider is sent elsewhere.
struct Sent(bool);

#[cfg(test)]
mod tests {
    use super::admits_together;
    use crate::module::Module;
    use crate::scope::ModuleScope;
    use crate::source::Sources;
    use crate::value::Truth;
    use crate::world::World;
    use std::path::Path;

    /// Whether a module with these `required_providers` admits version 6 of the provider.
    fn admits(required: &str) -> Truth {
        let text = format!("terraform {{\n  required_providers {{\n{required}\n  }}\n}}\n");
        let module = Module::of_text(Sources::default().add(Path::new("main.tf"), &*text), &text);
        let scope = ModuleScope::new(&module);
        let world = World::of(scope.clone(), crate::ask::test::FACTS);
        admits_together("aws", ">= 6.0.0", &scope, &world)
    }

    #[test]
    fn the_source_says_which_provider_a_name_stands_for() {
        assert_eq!(admits(""), Truth::True);
        assert_eq!(admits("aws = \"~> 5.0\""), Truth::False);
        assert_eq!(admits("aws = { version = \"~> 5.0\" }"), Truth::False);
        assert_eq!(
            admits("aws = { source = \"HashiCorp/aws\", version = \"~> 5.0\" }"),
            Truth::False
        );
        let named =
            "amazon = { source = \"registry.opentofu.org/hashicorp/aws\", version = \"~> 5.0\" }";
        assert_eq!(admits(named), Truth::False);
        assert_eq!(admits("aws = { source = \"acme/aws\", version = \"~> 5.0\" }"), Truth::Unknown);
        assert_eq!(admits("other = { source = \"acme/aws\", version = \"~> 5.0\" }"), Truth::True);
    }

    #[test]
    fn what_no_version_meets_says_nothing() {
        assert_eq!(admits("aws = { version = \"~> 5.0, >= 6.0\" }"), Truth::Unknown);
        assert_eq!(admits("aws = { version = \"latest\" }"), Truth::Unknown);
    }
}
