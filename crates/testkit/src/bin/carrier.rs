//! Carries a newsroom until it is done or killed: `testkit-carrier backup ADDRESS FOLDER FILE`, `restore FILE ADDRESS FOLDER`
//! `move FROM TO`, `export ADDRESS FOLDER DIR` or `static ADDRESS FOLDER DIR`, addresses as `--database` takes them. It says `begun`, and how it ended.

use std::path::{Path, PathBuf};

use leaving::Folder;
use store::{Clock, Place, Store};

fn main() -> Result<(), leaving::Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    println!("begun");
    testkit::database::runtime().block_on(async {
        let address = |address: &str| Place::Address(address.to_owned());
        let open = async |at: &str| Store::open(&address(at), Clock::of_the_machine()).await;
        match arguments.as_slice() {
            ["backup", at, folder, file] => {
                let store = open(at).await?;
                leaving::backup::write(&store, &files(folder), Path::new(file), &mut |_| {}).await.map(drop)
            }
            ["restore", file, at, folder] => {
                let place = address(at);
                leaving::restore::restore(Path::new(file), &place, &files(folder), &mut |_| {}).await.map(drop)
            }
            ["move", from, to] => {
                leaving::moving::move_to(&open(from).await?, &open(to).await?, &mut |_| {}).await.map(drop)
            }
            ["export", at, folder, to] => {
                let store = open(at).await?;
                let to = Path::new(to);
                leaving::export::write(&store, &files(folder), "https://cinar.example", to, &mut |_| {}).await.map(drop)
            }
            ["static", at, folder, to] => {
                let settings = testkit::site_settings(Path::new(folder));
                leaving::still::write(&open(at).await?, settings, Path::new(to), &mut |_| {}).await.map(drop)
            }
            _ => panic!("backup, restore, move, export or static"),
        }
    })?;
    println!("done");
    Ok(())
}

fn files(folder: &str) -> Folder {
    let folder = PathBuf::from(folder);
    let media = media::Keeping::Folder(folder.join("media"));
    Folder { media, theme: folder.join("theme"), settings: folder.join("manset.toml") }
}
