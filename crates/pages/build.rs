//! The theme is part of the program: a new or changed file in it is a reason to build again.

fn main() {
    println!("cargo::rerun-if-changed=../../themes/default");
    println!("cargo::rerun-if-changed=build.rs");
}
