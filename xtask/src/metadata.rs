//! What Cargo knows about the workspace, read from `cargo metadata` (format version 1).

use anyhow::{Context, ensure};
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// The workspace and everything it is built from.
pub struct Metadata {
    pub packages: Vec<Package>,
}

pub struct Package {
    pub name: String,
    pub version: String,
    /// An SPDX expression, as the package's author wrote it.
    pub licence: Option<String>,
    pub ours: bool,
    pub dependencies: Vec<Dependency>,
}

/// One line of a package's `[dependencies]`, whatever it is renamed to.
pub struct Dependency {
    pub name: String,
    /// Only for tests, benches and examples.
    pub dev: bool,
}

impl Metadata {
    /// # Errors
    /// If Cargo fails, for instance because a manifest is malformed; its words are passed on.
    pub fn read() -> anyhow::Result<Metadata> {
        let output = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
            .args(["metadata", "--format-version", "1"])
            .current_dir(crate::root())
            .output()
            .context("running cargo metadata")?;
        ensure!(output.status.success(), "cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
        Metadata::parse(&serde_json::from_slice(&output.stdout)?)
    }

    /// # Errors
    /// Names the field that is missing or of another type than documented for format version 1.
    pub fn parse(json: &Value) -> anyhow::Result<Metadata> {
        let members: BTreeSet<&str> = list(json, "workspace_members")?.iter().filter_map(Value::as_str).collect();
        let packages = list(json, "packages")?
            .iter()
            .map(|package| {
                let dependencies = list(package, "dependencies")?
                    .iter()
                    .map(|line| {
                        let dev = line["kind"].as_str() == Some("dev");
                        Ok(Dependency { name: text(line, "name")?.to_owned(), dev })
                    })
                    .collect::<anyhow::Result<_>>()?;
                Ok(Package {
                    name: text(package, "name")?.to_owned(),
                    version: text(package, "version")?.to_owned(),
                    licence: package["license"].as_str().map(str::to_owned),
                    ours: members.contains(text(package, "id")?),
                    dependencies,
                })
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(Metadata { packages })
    }
}

fn list<'a>(json: &'a Value, field: &str) -> anyhow::Result<&'a Vec<Value>> {
    json[field].as_array().with_context(|| format!("cargo metadata has no list {field}"))
}

fn text<'a>(json: &'a Value, field: &str) -> anyhow::Result<&'a str> {
    json[field].as_str().with_context(|| format!("cargo metadata has no text {field}"))
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use serde_json::json;

    /// A made-up workspace in Cargo's own shape: `(package, [(dependency, kind)])`, kind being `null`, `dev` or `build`.
    pub fn made_up(packages: &[(&str, &[(&str, Value)])]) -> Metadata {
        let members: Vec<String> = packages.iter().map(|(name, _)| format!("path+{name}")).collect();
        let packages: Vec<Value> = packages
            .iter()
            .map(|(name, dependencies)| {
                let lines: Vec<Value> =
                    dependencies.iter().map(|(name, kind)| json!({"name": name, "kind": kind})).collect();
                json!({"name": name, "version": "0.1.0", "id": format!("path+{name}"),
                       "license": "Apache-2.0", "dependencies": lines})
            })
            .collect();
        Metadata::parse(&json!({"packages": packages, "workspace_members": members}))
            .expect("the made-up metadata has Cargo's shape")
    }

    #[test]
    fn other_shapes_are_named() {
        let Err(error) = Metadata::parse(&json!({"packages": []})) else {
            panic!("metadata without members was taken")
        };
        assert!(error.to_string().contains("workspace_members"));
    }
}
