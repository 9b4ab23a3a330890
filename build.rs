//! The pages of `rules/` are part of the binary: it is built anew when one of them changes.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
