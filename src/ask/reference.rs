//! What a value refers to.

use super::{Function, Site, arg, block, known};
use crate::convert::Stop;
use crate::functions::{Answer, Parameter};
use crate::value::{Address, Data, InstanceKey, Kind, Symbol, Unknown, Value, literal};
use crate::world::{self, referred};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "address",
        doc: "the block's address as a text; with `at`, what names it in that block, `null` where nothing does",
        parameters: &[Parameter::BLOCK, Parameter::BLOCK.named("at").optional()],
        rest: None,
        result: None,
        compute: address,
    },
    Function {
        name: "depends_on",
        doc: "whether the first block depends on the second, directly or through others, so that Terraform makes it later",
        parameters: &[Parameter::BLOCK, Parameter::BLOCK.named("on")],
        rest: None,
        result: Some(Kind::Bool),
        compute: depends_on,
    },
    Function {
        name: "exported",
        doc: "what a reference to that attribute of a block, or of the block that the value was taken from, evaluates to",
        parameters: &[Parameter::ANY_OR_NULL, Parameter::STRING.named("attribute")],
        rest: None,
        result: None,
        compute: exported,
    },
    Function {
        name: "origin",
        doc: "the block that a value was taken from, the nearest one, or the nearest of that type; `null` if it was written as it is",
        parameters: &[Parameter::ANY_OR_NULL, Parameter::STRING.named("type").optional()],
        rest: None,
        result: None,
        compute: origin,
    },
    Function {
        name: "origin_type",
        doc: "the type of the block that a value was taken from, `data.` before that of a data source; `null` if it was written as it is",
        parameters: &[Parameter::ANY_OR_NULL],
        rest: None,
        result: None,
        compute: origin_type,
    },
    Function {
        name: "refer_to",
        doc: "a reference to the block, or to an attribute of it, for fixes",
        parameters: &[Parameter::BLOCK, Parameter::STRING.named("attribute").optional()],
        rest: None,
        result: None,
        compute: refer_to,
    },
    Function {
        name: "refer_to_all",
        doc: "a reference to all instances of the block, for fixes",
        parameters: &[Parameter::BLOCK],
        rest: None,
        result: None,
        compute: refer_to_all,
    },
    Function {
        name: "refer_to_new",
        doc: "a reference to an attribute of the resource of that type and name that a fix declares",
        parameters: &[
            Parameter::STRING.named("type"),
            Parameter::STRING.named("name"),
            Parameter::STRING.named("attribute"),
        ],
        rest: None,
        result: None,
        compute: refer_to_new,
    },
    Function {
        name: "free_name",
        doc: "a name for a new resource of that type that belongs to a block: that of the block, with a number if the module has one of that name",
        parameters: &[Parameter::STRING.named("type"), Parameter::BLOCK],
        rest: None,
        result: Some(Kind::String),
        compute: free_name,
    },
    Function {
        name: "spelled",
        doc: "how one writes a value in the module, what is known by a reference as that reference, for fixes",
        parameters: &[Parameter::ANY_OR_NULL],
        rest: None,
        result: Some(Kind::String),
        compute: spelled,
    },
    Function {
        name: "same",
        doc: "whether two values are equal, or two blocks one; other than `==`, it knows that no two objects have the same id",
        parameters: &[Parameter::ANY_OR_NULL, Parameter::ANY_OR_NULL],
        rest: None,
        result: Some(Kind::Bool),
        compute: same,
    },
];

/// The block that the value was taken from, the nearest one, or the nearest of that type; `null` if it was written as
/// it is.
fn origin(args: &[Value], site: &Site) -> Answer {
    let value = arg(args, 0)?;
    let r#type = args.get(1).and_then(Value::as_str);
    let is_wanted =
        |address: &Address| r#type.is_none_or(|r#type| address.resource_type() == r#type);
    match referred(value).into_iter().find(is_wanted) {
        Some(address) => {
            let block = site.world().block(&address).ok_or(Stop::Unknown)?;
            Ok(Value::new(Data::Block(block)))
        }
        None => null_if_written(value),
    }
}

/// The type of the resource or data source that the value was taken from; `null` if it was written as it is.
fn origin_type(args: &[Value], _: &Site) -> Answer {
    let value = arg(args, 0)?;
    let Some(address) = referred(value).into_iter().next() else { return null_if_written(value) };
    let r#type = address.labels.first().ok_or(Stop::Unknown)?;
    Ok(match &*address.kind {
        "data" => Value::string(format!("data.{type}")),
        _ => Value::string(r#type.clone()),
    })
}

fn null_if_written(value: &Value) -> Answer {
    if value.is_wholly_known() { Ok(Value::null()) } else { Err(Stop::Unknown) }
}

/// What a reference to that attribute of a block, or of the block that a value was taken from, evaluates to: what the
/// block says, or what the provider will.
fn exported(args: &[Value], site: &Site) -> Answer {
    let (value, name) = (arg(args, 0)?, known(args, 1)?);
    if let Data::Block(block) = &value.data {
        return Ok(block.attribute(name));
    }
    let Some(address) = referred(value).into_iter().next() else { return null_if_written(value) };
    Ok(match site.world().block(&address) {
        Some(block) => block.attribute(name),
        None => Value::unknown(Unknown::symbol(Symbol { address, path: vec![name.into()] })),
    })
}

/// The address of a block, as Terraform writes it; with a second block, what is written there to name it, and `null` where
/// nothing names it.
fn address(args: &[Value], _: &Site) -> Answer {
    let named = block(args, 0)?;
    if args.len() == 1 {
        return Ok(Value::string(named.address.to_string()));
    }
    let name = name_at(&named.address, &block(args, 1)?.address);
    Ok(name.map_or_else(Value::null, Value::string))
}

/// What a block is named by in another one of its module.
fn name_at(address: &Address, at: &Address) -> Option<String> {
    if address.module != at.module {
        return None;
    }
    let key = match (&address.key, &at.key) {
        (InstanceKey::Unknown, _) => return None,
        (InstanceKey::Key(key), InstanceKey::Key(own)) if key == own => "[each.key]".to_owned(),
        (InstanceKey::Index(key), InstanceKey::Index(own)) if key == own => {
            "[count.index]".to_owned()
        }
        (key, _) => key.to_string(),
    };
    let data = if &*address.kind == "data" { "data." } else { "" };
    Some(format!("{data}{}{key}", address.labels.join(".")))
}

/// A reference to a block, or to an attribute of it, whatever that evaluates to.
fn refer_to(args: &[Value], _: &Site) -> Answer {
    let block = block(args, 0)?;
    let path = args.get(1).and_then(Value::as_str).map(Into::into).into_iter().collect();
    Ok(Value::unknown(Unknown::symbol(Symbol { address: block.address.clone(), path })))
}

fn refer_to_all(args: &[Value], _: &Site) -> Answer {
    let address = Address { key: InstanceKey::None, ..block(args, 0)?.address.clone() };
    Ok(Value::unknown(Unknown::symbol(Symbol { address, path: Vec::new() })))
}

fn refer_to_new(args: &[Value], site: &Site) -> Answer {
    let labels = [known(args, 0)?, known(args, 1)?].map(Into::into);
    let address = Address {
        module: site.module().path.clone(),
        kind: "resource".into(),
        labels: labels.into(),
        key: InstanceKey::None,
    };
    let path = vec![known(args, 2)?.into()];
    Ok(Value::unknown(Unknown::symbol(Symbol { address, path })))
}

/// How many names of one kind a module may have before no new one is looked for.
const MAX_NAMES: usize = 100;

fn free_name(args: &[Value], site: &Site) -> Answer {
    let r#type = known(args, 0)?;
    let name = block(args, 1)?.address.labels.last().ok_or(Stop::Unknown)?;
    let numbered = (2..MAX_NAMES).map(|number| format!("{name}_{number}"));
    let module = site.module().module;
    let is_free = |name: &String| {
        let labels: [&str; 2] = [r#type, name];
        module.position("resource", &labels).is_none() && !module.may_declare("resource", &labels)
    };
    let free = std::iter::once(name.to_string()).chain(numbered).find(is_free);
    free.map(Value::string).ok_or(Stop::Unknown)
}

fn spelled(args: &[Value], site: &Site) -> Answer {
    literal(arg(args, 0)?, &site.module().path).map(Value::string).ok_or(Stop::Unknown)
}

/// Whether two values are equal, or two blocks one. Other than `==`, it knows that no two objects have the same id.
fn same(args: &[Value], site: &Site) -> Answer {
    let (one, other) = (arg(args, 0)?, arg(args, 1)?);
    Ok(Value::truth(match (&one.data, &other.data) {
        (Data::Block(one), Data::Block(other)) => world::same_block(one, other),
        _ => site.same(one, other),
    }))
}

/// Whether a block depends on another one, directly or through others, so that Terraform makes it later.
fn depends_on(args: &[Value], site: &Site) -> Answer {
    let (from, on) = (block(args, 0)?, block(args, 1)?);
    Ok(Value::truth(site.world().depends(&from.address, &on.address)))
}
