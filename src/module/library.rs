//! Whether the variables of a module that nobody calls here are set elsewhere.

use super::Module;
use crate::syntax::Block;

impl Module {
    /// Whether what is not seen may set its variables, if nobody calls it: it is a library, there is a variables file for
    /// who names it, or something has to set one of them.
    pub fn is_open(&self) -> bool {
        self.has_named_inputs || self.is_library() || self.has_unset()
    }

    /// Whether a variable has no default, and nothing that is seen sets it: what does sets others too, or so it may.
    fn has_unset(&self) -> bool {
        let variables = self.blocks().filter(|block| &*block.kind.text == "variable");
        let mut unset = variables.filter(|block| block.body.attribute("default").is_none());
        let is_set = |name: &str| {
            let is_called_with = self.called_with.values.keys().any(|set| **set == *name);
            is_called_with || self.inputs.keys().any(|set| **set == *name)
        };
        unset.any(|block| block.label(0).is_some_and(|name| !is_set(name)))
    }

    /// Whether it is a library: it has variables, and nothing that only a root has. What its variables have by default says
    /// little of what its callers will set them to.
    ///
    /// Only a root says where its state is kept (`backend`, `cloud`), configures a provider, imports, or has variables set
    /// by a file beside it or by the command line; the environment may be meant for another one. A `provider` block of nothing but an alias is how modules took providers
    /// before 0.13.
    fn is_library(&self) -> bool {
        self.variables().next().is_some()
            && self.inputs.keys().all(|name| self.of_environment.contains(name))
            && self.called_with.values.is_empty()
            && !self.blocks().any(is_of_a_root)
    }
}

fn is_of_a_root(block: &Block) -> bool {
    let has = |kind: &str| block.body.blocks_of(kind).next().is_some();
    match &*block.kind.text {
        "terraform" => has("backend") || has("cloud"),
        "provider" => {
            let mut names = block.body.attributes.iter().map(|attribute| &*attribute.name.text);
            let is_proxy = names.all(|name| matches!(name, "alias" | "version"));
            !is_proxy || block.body.attribute("alias").is_none() || !block.body.blocks.is_empty()
        }
        "import" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Module;
    use crate::source::Sources;
    use std::path::Path;

    fn is_library(text: &str) -> bool {
        Module::of_text(Sources::default().add(Path::new("main.tf"), text), text).is_library()
    }

    #[test]
    fn a_module_with_variables_and_nothing_of_a_root_is_a_library() {
        assert!(is_library("variable \"a\" {}\n"));
        assert!(is_library("variable \"a\" {}\nterraform {\n  required_version = \">= 1.0\"\n}\n"));
        assert!(is_library("variable \"a\" {}\nprovider \"aws\" {\n  alias = \"west\"\n}\n"));
        assert!(!is_library("locals {\n  a = 1\n}\n"));
        assert!(!is_library(
            "variable \"a\" {}\nprovider \"aws\" {\n  region = \"eu-west-1\"\n}\n"
        ));
        assert!(!is_library("variable \"a\" {}\nprovider \"aws\" {}\n"));
        assert!(!is_library("variable \"a\" {}\nterraform {\n  backend \"s3\" {}\n}\n"));
    }

    #[test]
    fn a_root_with_a_variable_that_nothing_sets_is_set_elsewhere() {
        let module =
            |text: &str| Module::of_text(Sources::default().add(Path::new("main.tf"), text), text);
        let provider = "provider \"aws\" {\n  region = \"eu-west-1\"\n}\n";
        assert!(module(&format!("variable \"a\" {{}}\n{provider}")).is_open());
        let set = "variable \"a\" {\n  default = null\n}\n";
        assert!(!module(&format!("{set}{provider}")).is_open());
    }
}
