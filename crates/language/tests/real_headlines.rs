//! Slugs of ten thousand real headlines. They stand beside the repository and are for tests only; where they are absent,
//! the test says so and passes. How right detection, stems and search are is measured by the crate `evaluation`.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use language::{Language, slug};

#[test]
fn slugs_of_real_headlines_are_stable() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/tr-news-titles/titles.csv.gz");
    let Ok(file) = File::open(&path) else {
        println!("NOT MEASURED: {} is absent", path.display());
        return;
    };
    let mut table = String::new();
    GzDecoder::new(file).read_to_string(&mut table).expect("gzipped UTF-8");
    let titles: Vec<_> = table.lines().skip(1).filter_map(|line| line.splitn(4, ',').nth(3)).collect();
    assert!(titles.len() > 1000, "{} headlines", titles.len());
    for title in titles {
        let once = slug(&title.trim_matches('"').replace("\"\"", "\""), Language::Turkish);
        assert!(once.len() <= 80 && once.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{once}");
        assert_eq!(slug(&once, Language::Turkish), once);
    }
}
