use super::{Gives, Graph, Handing};
use crate::files::{Files, Memory};
use crate::schema::Schemas;
use crate::tree::{Library, Tree};
use crate::value::Truth::{self, False, True, Unknown};
use crate::value::{Address, InstanceKey, ModulePath};
use std::path::Path;

/// Scripts run, stores keep, and the id of a part has that of what it belongs to in it.
const HANDING: Handing = Handing {
    gives: |block| match block.label(0) {
        Some("script") => Gives::Runs(&["runs"]),
        Some("store") => Gives::Keeps(&[]),
        Some("name") => Gives::Passes,
        _ => Gives::Nothing,
    },
    carries: |r#type, attribute| match (r#type, attribute) {
        ("part", None | Some("id")) => &["whole"],
        _ => &[],
    },
    tells: |_, taken, wanted| taken == wanted,
};

/// A configuration in a folder of its own.
pub(super) struct Configuration(Memory);

impl Configuration {
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        Self(files.iter().fold(Memory::new(), |disk, (name, text)| disk.with(name, *text)))
    }

    pub(super) fn with<T>(&self, ask: impl FnOnce(&Graph) -> T) -> T {
        let dir = Path::new("");
        let files = Files::on(self.0.clone(), [dir]);
        let library = Library::new(&files, Schemas::builtin());
        let root = library.module(dir);
        let tree = Tree::read(&library, &root);
        ask(&Graph::of(&root, &tree, HANDING))
    }

    fn depends(&self, from: &str, on: &str) -> Truth {
        self.with(|graph| graph.depends(&address(from), &address(on)))
    }

    pub(super) fn is_given_away(&self, block: &str) -> bool {
        self.is_attribute_given_away(block, None)
    }

    pub(super) fn is_attribute_given_away(&self, block: &str, attribute: Option<&str>) -> bool {
        self.with(|graph| graph.is_given_away(&address(block), attribute))
    }
}

/// `module.a.module.b: t.x` is a block in a module, `t.x` one in the root.
pub(super) fn address(text: &str) -> Address {
    let (module, block) = text.split_once(": ").unwrap_or(("", text));
    let names = module.split('.').filter(|name| !name.is_empty() && *name != "module");
    let module = names.fold(ModulePath::default(), |path, name| {
        path.then(name, InstanceKey::Key("any \".module.\" key".into()))
    });
    let parts: Vec<&str> = block.split('.').collect();
    let (kind, labels) = match parts.as_slice() {
        ["var", name] => ("variable", vec![*name]),
        [kind @ ("local" | "output" | "module"), name] => (*kind, vec![*name]),
        ["data", rest @ ..] => ("data", rest.to_vec()),
        labels => ("resource", labels.to_vec()),
    };
    let labels = labels.into_iter().map(Into::into).collect();
    Address { module, kind: kind.into(), labels, key: InstanceKey::Index(3) }
}

#[test]
fn a_block_depends_on_what_it_refers_to() {
    let text = r#"
variable "v" {}
locals {
  a = local.b
  b = t.first.id
  c = [for t in var.v : t.unrelated]
}
data "t" "d" {
  x = local.a
}
resource "t" "first" {}
resource "t" "unrelated" {}
resource "t" "argument" {
  x = data.t.d.x
}
resource "t" "nested" {
  block {
    dynamic "inner" {
      for_each = t.first.list
      content {
        x = inner.value
      }
    }
  }
}
resource "t" "ordered" {
  depends_on = [t.argument, "t.nested"]
}
resource "t" "counted" {
  count = length(t.ordered.x)
}
resource "t" "replaced" {
  lifecycle {
    replace_triggered_by = [t.counted]
    ignore_changes       = [t]
  }
}
resource "t" "bound" {
  x = local.c
}
resource "t" "spelled" {
  x = resource.t.first.id
}
"#;
    let configuration = Configuration::new(&[("main.tf", text)]);
    let chain = ["t.argument", "t.nested", "t.ordered", "t.counted", "t.replaced", "t.spelled"];
    for from in chain {
        assert_eq!(configuration.depends(from, "t.first"), True, "{from}");
        assert_eq!(configuration.depends("t.first", from), False, "{from}");
        assert_eq!(configuration.depends(from, "t.unrelated"), False, "{from}");
    }
    assert_eq!(configuration.depends("data.t.d", "local.b"), True);
    assert_eq!(configuration.depends("t.bound", "var.v"), True);
    assert_eq!(configuration.depends("t.bound", "t.unrelated"), False);
    assert_eq!(configuration.depends("t.bound", "t.bound"), False);
    assert_eq!(configuration.depends("t.bound", "t.missing"), Unknown);
}

pub(super) const CHILD: &str = r#"
variable "x" {}
variable "unused" {
  default = null
}
resource "t" "inner" {
  x = var.x
}
resource "t" "other" {}
output "inner" {
  value = t.inner.id
}
output "other" {
  value = t.other.id
}
"#;

#[test]
fn modules_pass_on_what_goes_in_and_comes_out() {
    let root = r#"
resource "t" "a" {}
resource "t" "b" {}
resource "t" "unused" {}
module "m" {
  source     = "./m"
  for_each   = t.b.set
  x          = t.a.id
  unused     = t.unused.id
}
resource "t" "one" {
  x = module.m["a"].inner
}
resource "t" "other" {
  x = module.m["a"].other
}
resource "t" "whole" {
  x = module.m[*].other
}
resource "t" "ordered" {
  depends_on = [module.m]
}
module "second" {
  source     = "./m"
  x          = 1
  depends_on = [t.one]
}
"#;
    let configuration = Configuration::new(&[("main.tf", root), ("m/main.tf", CHILD)]);
    for (from, on, truth) in [
        ("t.one", "t.a", True),
        ("t.one", "t.b", True),
        ("t.one", "t.unused", False),
        ("t.one", "module.m: t.inner", True),
        ("t.one", "module.m: t.other", False),
        ("t.one", "module.m", True),
        ("t.other", "t.a", False),
        ("t.other", "t.b", True),
        ("t.whole", "t.a", True),
        ("t.whole", "module.m: t.inner", True),
        ("t.ordered", "t.unused", True),
        ("t.ordered", "module.m: t.other", True),
        ("module.m: t.inner", "t.a", True),
        ("module.m: t.other", "t.a", False),
        ("module.m: t.other", "t.b", True),
        ("module.second: t.other", "t.a", True),
        ("module.second: t.other", "module.m: t.other", False),
        ("module.second", "module.m", True),
        ("module.m", "module.second", False),
        ("t.a", "module.m", False),
    ] {
        assert_eq!(configuration.depends(from, on), truth, "{from} on {on}");
    }
}

#[test]
fn what_goes_into_a_call_that_is_not_read_may_come_out() {
    let root = r#"
resource "t" "in" {}
resource "t" "before" {}
resource "t" "apart" {}
module "remote" {
  source     = "example.com/a/b/c"
  x          = t.in.id
  depends_on = [t.before]
}
resource "t" "out" {
  x = module.remote.y
}
resource "t" "ordered" {
  depends_on = [module.remote]
}
"#;
    let configuration = Configuration::new(&[("main.tf", root)]);
    assert_eq!(configuration.depends("t.out", "t.in"), Unknown);
    assert_eq!(configuration.depends("t.out", "t.before"), True);
    assert_eq!(configuration.depends("t.out", "t.apart"), False);
    assert_eq!(configuration.depends("t.out", "module.remote"), True);
    assert_eq!(configuration.depends("t.ordered", "t.in"), True);
    assert!(configuration.is_given_away("t.in"));
    assert!(configuration.is_given_away("t.before"), "it may be found by its name");
    assert!(!configuration.is_given_away("t.apart"));
}

#[test]
fn nothing_is_certain_of_an_incomplete_module() {
    let root = r#"
resource "t" "a" {}
resource "t" "b" {
  x = t.a.id
}
resource "t" "c" {}
module "m" {
  source = "./m"
  x      = t.c.id
}
module "whole" {
  source = "./whole"
  x      = 1
}
resource "t" "d" {
  x = module.whole.inner
}
"#;
    let broken = "\"t\" \"broken\" {\n  x = = 1\n}\nresource \"t\" \"inner\" {}\n";
    let files = [("main.tf", root), ("m/main.tf", broken), ("whole/main.tf", CHILD)];
    let configuration = Configuration::new(&files);
    assert_eq!(configuration.depends("t.b", "t.c"), False);
    assert_eq!(configuration.depends("module.m: t.inner", "t.c"), Unknown);
    assert_eq!(configuration.depends("module.m: t.inner", "t.a"), False);
    assert!(configuration.is_given_away("module.m: t.inner"));
    assert!(configuration.is_given_away("t.c"));
    assert!(!configuration.is_given_away("t.b"));

    let files =
        [("main.tf", root), ("x.tf", "\"x\" {"), ("m/main.tf", CHILD), ("whole/main.tf", CHILD)];
    let configuration = Configuration::new(&files);
    assert_eq!(configuration.depends("t.b", "t.a"), True);
    assert_eq!(configuration.depends("t.b", "t.c"), Unknown);
    assert_eq!(configuration.depends("module.m: t.other", "t.a"), Unknown);
    assert_eq!(configuration.depends("t.a", "module.m: t.other"), Unknown);
    assert!(configuration.is_given_away("module.m: t.inner"));
}

#[test]
fn a_resource_depends_on_what_its_provider_refers_to() {
    let root = r#"
provider "t" {
  x = t_x.a.id
}
provider "t" {
  alias = "west"
  x     = u.b.id
}
resource "t_x" "default" {}
resource "t_x" "west" {
  provider = t.west
}
module "m" {
  source    = "./m"
  providers = { t.handed = t.west }
}
resource "t_x" "a" {
  provider = t.other
}
resource "u" "b" {}
"#;
    let child = "resource \"t_x\" \"default\" {}\nresource \"t_x\" \"handed\" {\n  provider = t.handed\n}\n";
    let configuration = Configuration::new(&[("main.tf", root), ("m/main.tf", child)]);
    for (from, on, truth) in [
        ("t_x.default", "t_x.a", True),
        ("t_x.default", "u.b", False),
        ("t_x.west", "u.b", True),
        ("t_x.west", "t_x.a", False),
        ("module.m: t_x.default", "t_x.a", True),
        ("module.m: t_x.handed", "u.b", True),
        ("module.m: t_x.handed", "t_x.a", False),
    ] {
        assert_eq!(configuration.depends(from, on), truth, "{from} on {on}");
    }
}

/// Each of many against all of many, through a hub, would take minutes if each were a search of its own.
#[test]
fn thousands_of_questions_are_cheap() {
    use std::fmt::Write as _;
    let mut text = String::from("resource \"t\" \"deployment\" {\n  depends_on = [local.all]\n}\n");
    let mut all = String::new();
    for n in 0..5_000 {
        let _ = writeln!(text, "resource \"t\" \"integration_{n}\" {{}}");
        let _ = writeln!(text, "resource \"t\" \"response_{n}\" {{\n  x = local.all\n}}");
        let _ = write!(all, "t.integration_{n}, ");
    }
    let _ = writeln!(text, "locals {{\n  all = [{all}]\n}}");
    let text = text.replace("depends_on = [local.all]", "x = local.all");
    let configuration = Configuration::new(&[("main.tf", &text)]);
    let start = std::time::Instant::now();
    configuration.with(|graph| {
        let deployment = address("t.deployment");
        for n in 0..5_000 {
            let (own, response) =
                (address(&format!("t.integration_{n}")), address(&format!("t.response_{n}")));
            assert_eq!(graph.depends(&deployment, &own), True);
            assert_eq!(graph.depends(&response, &own), True);
            assert_eq!(graph.depends(&own, &deployment), False);
            assert_eq!(graph.depends(&response, &deployment), False);
        }
    });
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
