//! Makes what the program carries of `rules/` and of the provider's schema: it is read here once and not at every start.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a build that cannot go on fails"
)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "reads what is built in")]

#[path = "build/pages.rs"]
mod pages;
#[path = "build/schemas.rs"]
mod schemas;

/// What reads files when the program runs. It knows nothing but itself.
#[path = "src"]
#[allow(dead_code, unused_imports, unreachable_pub, reason = "the program uses the rest")]
mod engine {
    pub mod source;
    pub mod syntax;

    pub mod value {
        mod number;
        pub use number::Number;
    }

    pub mod page {
        pub mod markdown;
    }

    pub mod schema {
        pub mod record;
        pub mod written;
    }
}

use engine::{schema, source, syntax, value};
use std::path::PathBuf;

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed={}", schemas::DUMP);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("Cargo says where to write"));
    let types = schemas::write(&out);
    let wrong = pages::write(&out, &types);
    assert!(wrong == 0, "pages that are not understood: {wrong}");
}
