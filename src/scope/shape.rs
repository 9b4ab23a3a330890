//! What Terraform makes of the arguments of a block before anyone sees them: values of the types that the provider's
//! schema names, and Terraform's own for what it takes itself.

use crate::convert::convert_or_unknown;
use crate::schema::{Body, Schema};
use crate::value::{Data, Entry, Mapping, Sequence, Type, Value, sorted_set};
use std::sync::Arc;

/// The types of a block's arguments, and the shapes of the blocks in it, as far as they are known.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape<'s> {
    /// Nothing is known.
    Nothing,
    /// That of a resource, which has Terraform's own blocks besides.
    Resource(&'s Body),
    /// That of a nested block.
    Block(&'s Body),
    /// Terraform's own `lifecycle`.
    Lifecycle,
}

impl<'s> Shape<'s> {
    /// That of a resource.
    pub(super) fn of(schema: &'s Schema) -> Self {
        Self::Resource(&schema.body)
    }

    /// That of a nested block.
    pub(super) fn block(self, name: &str) -> Self {
        match self {
            Self::Resource(_) if name == "lifecycle" => Self::Lifecycle,
            Self::Resource(body) | Self::Block(body) => {
                body.block.get(name).map_or(Self::Nothing, |block| Self::Block(block.body()))
            }
            Self::Nothing | Self::Lifecycle => Self::Nothing,
        }
    }

    /// The value as the argument has it. What cannot be converted stays as it was written, for rules to report.
    pub(super) fn converted(self, name: &str, value: Value) -> Value {
        let value = match self.argument(name) {
            Some(r#type) => converted(&value, r#type).unwrap_or(value),
            None => value,
        };
        if self.hides(name) { value.hidden() } else { value }
    }

    /// Whether the provider says of an argument that it must not be shown.
    fn hides(self, name: &str) -> bool {
        match self {
            Self::Resource(body) | Self::Block(body) => body.hides(name),
            Self::Lifecycle | Self::Nothing => false,
        }
    }

    fn argument(self, name: &str) -> Option<&'s Type> {
        match (self, name) {
            (Self::Resource(body) | Self::Block(body), _) => body.argument.get(name)?.as_type(),
            (Self::Lifecycle, "create_before_destroy" | "enabled" | "prevent_destroy") => {
                Some(&Type::Bool)
            }
            (Self::Lifecycle | Self::Nothing, _) => None,
        }
    }
}

/// The value as one of that type; `None` if some of it cannot be converted. Other than in an expression, what is known of
/// the elements of a set stays known beside others that are not: a rule looks at each.
fn converted(value: &Value, to: &Type) -> Option<Value> {
    match (&value.data, to) {
        // Whatever it turns out to be, it is compared with others of that type.
        (Data::Unknown(unknown), _) if unknown.kind.is_none() || unknown.kind == to.kind() => {
            Some(value.clone())
        }
        (Data::Sequence(_, elements), Type::List(of) | Type::Set(of)) => {
            let elements = elements.iter().map(|each| converted(each, of));
            let elements = elements.collect::<Option<Vec<Value>>>()?;
            let is_set = matches!(to, Type::Set(_));
            let data =
                if is_set && (elements.len() < 2 || elements.iter().all(Value::is_wholly_known)) {
                    Data::Sequence(Sequence::Set, Arc::new(sorted_set(elements)))
                } else {
                    Data::Sequence(Sequence::List, Arc::new(elements))
                };
            Some(value.becomes(data).of_type(to))
        }
        (Data::Mapping(_, entries), Type::Map(of)) => {
            let entry = |(key, entry): (&Arc<str>, &Entry)| {
                let value = converted(&entry.value, of)?;
                Some((Arc::clone(key), Entry { key: entry.key.clone(), value }))
            };
            let entries = entries.iter().map(entry).collect::<Option<_>>()?;
            Some(value.becomes(Data::Mapping(Mapping::Map, Arc::new(entries))).of_type(to))
        }
        _ => convert_or_unknown(value, to).ok(),
    }
}

#[cfg(test)]
mod tests {
    use crate::eval::Environment;
    use crate::module::Module;
    use crate::scope::ModuleScope;
    use crate::source::Sources;
    use crate::value::BlockValue;
    use crate::value::{Data, InstanceKey, Number, Sequence};
    use std::path::Path;
    use std::sync::Arc;

    /// A resource of that type with these arguments, of which `var.u` is not known.
    fn block(r#type: &str, arguments: &str) -> Arc<BlockValue> {
        let text = format!("variable \"u\" {{}}\nresource \"{type}\" \"r\" {{\n{arguments}\n}}\n");
        let module = Module::of_text(Sources::default().add(Path::new("main.tf"), &*text), &text);
        let scope = ModuleScope::new(&module);
        scope.instance(1, &InstanceKey::None, None, Environment::new(&*scope)).unwrap()
    }

    #[test]
    fn an_argument_has_the_type_of_its_schema() {
        let method = block("aws_api_gateway_method", "api_key_required = \"0\"\nhttp_method = 1");
        assert!(matches!(method.written("api_key_required").data, Data::Bool(false)));
        assert_eq!(method.written("http_method").as_str(), Some("1"));
        let arguments = "timeout_milliseconds = \"29000\"\ntls_config {\n\
             insecure_skip_verification = \"true\"\n}\nrequest_templates = { a = 1 }";
        let integration = block("aws_api_gateway_integration", arguments);
        let Data::Number(number) = integration.written("timeout_milliseconds").data else {
            panic!("{integration:?}")
        };
        assert_eq!(number, Number::from(29_000usize));
        let tls = integration.written("tls_config").elements().unwrap().swap_remove(0);
        let Data::Block(tls) = tls.data else { panic!("{tls:?}") };
        assert!(matches!(tls.written("insecure_skip_verification").data, Data::Bool(true)));
        let templates = integration.written("request_templates").elements().unwrap();
        assert_eq!(templates[0].as_str(), Some("1"));
        assert!(templates[0].origin.is_some());
    }

    #[test]
    fn what_cannot_be_converted_stays_as_it_was_written() {
        let arguments = "api_key_required = \"no\"\nrequest_parameters = { a = \"x\", b = \"1\" }";
        let method = block("aws_api_gateway_method", arguments);
        assert_eq!(method.written("api_key_required").as_str(), Some("no"));
        let parameters = method.written("request_parameters").elements().unwrap();
        assert_eq!(parameters[0].as_str(), Some("x"));
    }

    #[test]
    fn what_is_not_known_keeps_its_name() {
        let method = block("aws_api_gateway_method", "http_method = var.u");
        assert!(method.written("http_method").symbol().is_some());
    }

    #[test]
    fn rules_see_the_elements_of_a_set_of_which_not_all_is_known() {
        let keys = block("aws_api_gateway_integration", "cache_key_parameters = [var.u, \"a\"]");
        assert_eq!(keys.written("cache_key_parameters").elements().unwrap().len(), 2);
        assert!(keys.attribute("cache_key_parameters").elements().is_none());
        let keys = block("aws_api_gateway_integration", "cache_key_parameters = [\"a\", \"a\"]");
        let Data::Sequence(Sequence::Set, elements) = keys.attribute("cache_key_parameters").data
        else {
            panic!("{keys:?}")
        };
        assert_eq!(elements.len(), 1);
    }
}
