use std::io::Write;
use std::path::Path;

use language::Language;

use super::*;
use crate::samples;

fn printed(theme: &Theme) -> Vec<(String, String)> {
    let samples = samples::all(theme);
    let print = |(template, language, view): (&str, Language, minijinja::Value)| {
        let page =
            theme.templates.render(template, language, view).unwrap_or_else(|error| panic!("{template}: {error:#}"));
        (format!("{template} in {language}"), page)
    };
    samples.into_iter().map(print).collect()
}

#[test]
fn every_page_prints_and_nothing_leaks() {
    let theme = Theme::builtin();
    for (name, page) in printed(&theme) {
        for leak in ["{{", "{%", "{#", "?>", ">none<", "\"none\"", "undefined", "theme:"] {
            assert!(!page.contains(leak), "{name} shows {leak}");
        }
        assert_eq!(page.matches("<h1").count(), 1, "{name} has one h1");
        for other in ["src=\"http", "<script src", "@import", "url(http", "rel=\"preload\" href=\"http"] {
            assert!(!page.contains(other), "{name} asks another host: {other}");
        }
    }
}

#[test]
fn pages_stand_as_they_stood() {
    let theme = Theme::builtin();
    // Styles and asset addresses change with every touch of the style files; the markup is what is kept here.
    let markup = |page: String| {
        let (head, rest) = page.split_once("<style>").expect("pages carry styles");
        let (_, rest) = rest.split_once("</style>").expect("and end them");
        let page = format!("{head}<style></style>{rest}");
        let hash = theme.asset("icon.svg").map(|icon| icon.hash.clone()).unwrap_or_default();
        page.replace(&hash, "HASH")
            .replace(&theme.asset("icon-192.png").expect("there").hash, "HASH")
            .replace(&theme.asset("icon-512.png").expect("there").hash, "HASH")
    };
    insta::assert_snapshot!("front_ar", markup(theme.front(&samples::front(&theme, Language::Arabic)).unwrap()));
    insta::assert_snapshot!("story_tr", markup(theme.story(&samples::story(&theme, Language::Turkish)).unwrap()));
    insta::assert_snapshot!("gone_451_en", markup(theme.gone(&samples::gone(&theme, Language::English, 451)).unwrap()));
}

#[test]
fn a_story_with_all_its_boxes_travels_in_one_round_trip() {
    const ONE_ROUND_TRIP: usize = 14 * 1024;
    let theme = Theme::builtin();
    let view = samples::story(&theme, Language::Turkish);
    assert!(view.words >= 580, "{} words", view.words);
    let page = theme.story(&view).unwrap();
    let mut brotli = Vec::new();
    brotli::CompressorWriter::new(&mut brotli, 4096, 5, 22).write_all(page.as_bytes()).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    gzip.write_all(page.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    println!("story page: {} bytes, brotli {}, gzip {}", page.len(), brotli.len(), gzip.len());
    assert!(brotli.len() <= ONE_ROUND_TRIP && gzip.len() <= ONE_ROUND_TRIP, "{} {}", brotli.len(), gzip.len());
}

#[test]
fn fonts_of_a_page_stay_light() {
    let theme = Theme::builtin();
    let weight = |names: &[&str]| names.iter().map(|name| theme.asset(name).expect(name).bytes.len()).sum::<usize>();
    let latin = ["newsreader", "newsreader-ext", "newsreader-display", "newsreader-display-ext", "inter", "inter-ext"];
    let italic = ["newsreader-italic", "newsreader-italic-ext"];
    let arabic = ["naskh", "sans-arabic", "newsreader", "newsreader-ext", "inter", "inter-ext"];
    let files = |names: &[&str]| {
        weight(
            &names
                .iter()
                .map(|name| format!("{name}.woff2"))
                .collect::<Vec<_>>()
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        )
    };
    assert!(files(&latin) + files(&italic) <= 155_000);
    assert!(files(&arabic) <= 150_000);
}

#[test]
fn every_language_has_every_message() {
    let (words, problems) = words::words(&Files::builtin(), &OwnWords::new());
    assert_eq!(problems, []);
    let expected = words.keys(Language::Turkish);
    for language in Language::ALL {
        assert_eq!(words.keys(language), expected, "{language}");
    }
}

/// Loads a theme with one file overridden.
fn with_override(path: &str, text: impl AsRef<[u8]>) -> (Theme, Vec<ThemeProblem>) {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), path, text);
    Theme::load(Some(folder.path()))
}

fn put(folder: &Path, path: &str, text: impl AsRef<[u8]>) {
    let place = folder.join(path);
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::fs::write(place, text).unwrap();
}

fn a_story(theme: &Theme) -> String {
    theme.story(&samples::story(theme, Language::Turkish)).unwrap()
}

#[test]
fn an_override_takes_effect_alone() {
    let check = |path: &str, text: &str, shown: &str| {
        let (theme, problems) = with_override(path, text);
        assert_eq!(problems, [], "{path}");
        let page = a_story(&theme);
        assert!(page.contains(shown), "{path} does not show {shown}");
        assert!(page.contains("Karasuhisar Postası"), "the rest is there");
        assert_ne!(theme.fingerprint(), Theme::builtin().fingerprint());
    };
    check("templates/story.html", "<h1>Bizim {{ headline }} – {{ shell.edition.name }}</h1>", "<h1>Bizim Tarihî");
    check("words/tr.ftl", "related = Bunlar da var\n", "Bunlar da var");
    check("styles/story.css", ".story h1 { color: rebeccapurple }", ".story h1{color:#639}");
    check("icons/icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "/icon.svg");
}

#[test]
fn a_broken_override_is_named_with_its_place_and_the_built_in_file_serves() {
    let check = |path: &str, text: &[u8], line: usize, column: usize, message: &str| {
        let (theme, problems) = with_override(path, text);
        let [problem] = problems.as_slice() else { panic!("{path}: {problems:?}") };
        assert_eq!((problem.file.as_str(), problem.line, problem.column), (path, line, column), "{problem}");
        assert!(problem.message.contains(message), "{problem}");
        assert_eq!(theme.problems(), problems);
        assert!(a_story(&theme).contains("İlgili Haberler"));
    };
    check("templates/story.html", b"<h1>\n  {% if headline %}</h1>", 2, 20, "syntax error");
    check("templates/story.html", b"\n<h1>{{ heading }}</h1>", 2, 8, "undefined");
    check("templates/base.html", b"{{ t('no-such-word') }}", 1, 4, "no-such-word");
    check("templates/parts.html", b"{% macro lang(card) %}", 1, 21, "syntax error");
    check(
        "templates/story.html",
        b"{% for n in range(99999) %}{% for m in range(99999) %}{% endfor %}{% endfor %}",
        1,
        0,
        "fuel",
    );
    check("templates/story.html", b"ok\n\xff", 2, 0, "UTF-8");
    check("styles/story.css", b"a {}\n.x { color: red;; }\n}", 3, 2, "nexpected");
    check("styles/story.css", b"a::before { content: '</style>' }", 1, 0, "</");
    check("words/tr.ftl", "tags = Konular\nbroken\n".as_bytes(), 2, 7, "Expected");
}

#[test]
fn the_stamp_changes_with_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let empty = stamp(folder.path());
    assert_eq!(empty, stamp(&folder.path().join("missing")));
    put(folder.path(), "words/tr.ftl", "related = x\n");
    let one = stamp(folder.path());
    assert_ne!(one, empty);
    put(folder.path(), "words/.tr.ftl.swp", "x");
    assert_eq!(stamp(folder.path()), one);
}
