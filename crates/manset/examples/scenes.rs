//! Paints every scene of the demo paper into a folder, to be looked at: `cargo run --example scenes -- FOLDER [SEED]`.

use std::path::PathBuf;

use anyhow::Context as _;

#[path = "../src/demo/scenes/mod.rs"]
mod scenes;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().context("which folder shall the pictures go into?")?);
    let seed = arguments.next().map_or(Ok(1), |seed| seed.parse()).context("a seed is a whole number")?;
    std::fs::create_dir_all(&folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    for scene in scenes::SCENES {
        let path = folder.join(format!("{scene}-{seed}.jpg"));
        std::fs::write(&path, scenes::paint(scene, seed, 1600, 1067))
            .with_context(|| format!("{} cannot be written", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}
