//! Prints every kind of page with made-up contents into a folder, to be looked at in a browser:
//! `cargo run -p pages --example gallery -- OUT [THEME_OVERRIDES]`, then serve the folder at the root of a host.

use std::path::{Path, PathBuf};

use language::Language;
use pages::views::InstitutionKind;
use pages::{Theme, samples};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let out = arguments.next().ok_or("which folder shall the pages go to?")?;
    let (theme, problems) = Theme::load(arguments.next().as_deref());
    problems.iter().for_each(|problem| eprintln!("{problem}"));

    for language in Language::ALL {
        let folder = out.join(language.code());
        std::fs::create_dir_all(&folder)?;
        let save = |name: &str, page: String| std::fs::write(folder.join(name).with_extension("html"), page);
        save("front", theme.front(&samples::front(&theme, language))?)?;
        save("section", theme.listing(&samples::listing(&theme, language))?)?;
        save("author", theme.listing(&samples::author(&theme, language))?)?;
        save("day", theme.listing(&samples::day(&theme, language))?)?;
        save("story", theme.story(&samples::story(&theme, language))?)?;
        save("masthead", theme.institution(&samples::institution(&theme, language, InstitutionKind::Masthead))?)?;
        save("privacy", theme.institution(&samples::institution(&theme, language, InstitutionKind::Privacy))?)?;
        save("contact", theme.institution(&samples::institution(&theme, language, InstitutionKind::Contact))?)?;
        save("corrections", theme.corrections(&samples::corrections(&theme, language))?)?;
        save("how-ranked", theme.how_ranked(&samples::how_ranked(&theme, language))?)?;
        save("search", theme.search(&samples::search(&theme, language, "sel", 9))?)?;
        for status in [404, 410, 451, 500] {
            save(&status.to_string(), theme.gone(&samples::gone(&theme, language, status))?)?;
        }
    }
    for name in theme.asset_names() {
        let asset = theme.asset(name).expect("it was just named");
        let place = out.join(asset.address.trim_start_matches('/'));
        std::fs::create_dir_all(place.parent().unwrap_or(Path::new(".")))?;
        std::fs::write(place, &asset.bytes)?;
    }
    println!("{}", out.display());
    Ok(())
}
