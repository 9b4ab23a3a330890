//! The versions of providers that `terraform init` has chosen for a root module: <https://developer.hashicorp.com/terraform/language/files/dependency-lock>.

use crate::files::Files;
use crate::terragrunt::LARGEST;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Where `terraform init` writes them down.
const LOCK: &str = ".terraform.lock.hcl";

#[derive(Debug, Default, Deserialize)]
struct Lock {
    #[serde(default)]
    provider: BTreeMap<String, Locked>,
}

#[derive(Debug, Deserialize)]
struct Locked {
    version: String,
}

/// The versions by the full sources of the providers, as `registry.terraform.io/hashicorp/aws`. None where there is no
/// such file beside the root, or it cannot be read.
pub(super) fn read(files: &Files, root: &Path) -> BTreeMap<String, String> {
    let text = files.text(&root.join(LOCK)).ok().filter(|text| text.len() <= LARGEST);
    let lock: Lock = text.and_then(|text| hcl::from_str(&text).ok()).unwrap_or_default();
    lock.provider.into_iter().map(|(source, locked)| (source, locked.version)).collect()
}
