//! The picture library: its list, one picture with everything said of it, and the page before parts of it are blurred.

use serde::Serialize;

use super::{Choice, Frame};

/// The library's list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PicturesView {
    pub frame: Frame,
    pub pictures: Vec<PictureCard>,
    pub q: String,
    pub terms: Vec<Choice>,
    pub used: Vec<Choice>,
    /// Something was asked for.
    pub is_search: bool,
    /// Live stories that show pictures whose rights have ended.
    pub ended: Vec<EndedRow>,
    pub older: Option<String>,
    pub may_upload: bool,
    pub megabytes_max: usize,
    /// Files just sent that were not taken.
    pub refused: Vec<RefusedFile>,
    /// What the script is given, as JSON.
    pub data: String,
    pub script: String,
}

/// A picture in a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PictureCard {
    pub url: String,
    pub src: String,
    pub width: u32,
    pub height: u32,
    pub colour: String,
    pub alt: String,
    /// The caption, else the file's name.
    pub title: String,
    pub credit: String,
    /// Keys of the words: what is wanting, and how its rights stand.
    pub warnings: Vec<String>,
    pub stories: i64,
    pub arrived: String,
}

/// A live story that shows a picture whose rights have ended.
#[derive(Clone, Debug, Default, Serialize)]
pub struct EndedRow {
    pub number: i64,
    pub headline: String,
    pub lang: String,
    pub dir: String,
    pub picture_url: String,
    pub src: String,
    pub ended: String,
    pub live_url: Option<String>,
}

/// A file that was not taken, and why.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RefusedFile {
    pub name: String,
    /// A sentence.
    pub reason: String,
}

/// One picture.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PictureView {
    pub frame: Frame,
    pub url: String,
    pub large: Large,
    pub name: String,
    pub arrived: String,
    pub taken_in_by: Option<String>,
    /// `good`, `end-soon` or `ended`.
    pub terms: String,
    pub until: Option<String>,
    pub form: PictureFields,
    pub warnings: Vec<String>,
    pub found: Vec<String>,
    pub crops: Vec<CropPreview>,
    pub uses: Vec<UseRow>,
    /// Drafts of others that show it, which are not for this reader.
    pub hidden_uses: usize,
    pub near: Vec<NearRow>,
    pub may_change: bool,
    pub may_blur: bool,
    pub is_blurred: bool,
    /// What the script is given, as JSON.
    pub data: String,
    pub script: String,
}

/// The picture itself, as large as the page shows it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Large {
    pub src: String,
    pub width: u32,
    pub height: u32,
    pub colour: String,
    pub alt: String,
}

/// What people say of it, as it stands in the form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PictureFields {
    pub alt: String,
    pub caption: String,
    pub credit: String,
    pub rights: String,
    /// `2026-12-31`, or empty.
    pub rights_until: String,
    pub usage_note: String,
    /// Hundredths, or empty.
    pub focus_x: String,
    pub focus_y: String,
    /// The field that was not taken, and why: a key of the words.
    pub wrong: Option<String>,
}

/// A cut as readers get it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CropPreview {
    /// `16:9`
    pub ratio: String,
    pub across: u32,
    pub down: u32,
    /// Where the picture is held in the cut, in hundredths.
    pub x: f64,
    pub y: f64,
    pub fits: bool,
}

/// A story that shows it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct UseRow {
    pub number: i64,
    pub headline: Option<String>,
    pub lang: String,
    pub dir: String,
    /// `draft`, `live`, `withdrawn`.
    pub stage: String,
    /// The day it was published, else saved.
    pub when: String,
    /// Where readers find it.
    pub live_url: Option<String>,
    /// The reader of this page may open it at the desk.
    pub may_open: bool,
    /// Readers have it with the picture, and the newest text is without.
    pub only_live: bool,
}

/// A picture that looks like this one.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NearRow {
    pub url: String,
    pub src: String,
    pub width: u32,
    pub height: u32,
    pub title: String,
    /// In hundredths.
    pub likeness: u32,
    /// "used on 12.03.2024 with …", whole.
    pub used: Option<String>,
}

/// The page before parts of a picture are blurred.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BlurView {
    pub frame: Frame,
    pub url: String,
    pub large: Large,
    pub regions: Vec<RegionRow>,
    /// Live stories whose readers will see it blurred at once.
    pub live: Vec<UseRow>,
    /// Other stories that show it.
    pub drafts: usize,
    /// Pictures that look like it, which stay as they are.
    pub near: Vec<NearRow>,
    pub is_again: bool,
    pub may_blur: bool,
    pub data: String,
    pub script: String,
}

/// A part of it, in hundredths with one digit behind the point.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RegionRow {
    pub left: String,
    pub top: String,
    pub width: String,
    pub height: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{DeskPages, LANGUAGES};
    use crate::theme::Theme;

    #[test]
    fn pages_of_the_library_print_in_every_language() {
        let pages = DeskPages::new(&Theme::builtin());
        for language in LANGUAGES {
            let print = |template: &str, printed: Result<String, crate::Error>| {
                let printed = printed.expect(template);
                assert!(printed.contains("</html>"), "{template}");
                assert!(!printed.contains("<b>"), "{template}: words are words");
            };
            let hostile = "\"><b>x".to_owned();
            let card = PictureCard {
                title: hostile.clone(),
                alt: hostile.clone(),
                credit: hostile.clone(),
                warnings: vec!["picture-no-alt".into(), "picture-ended".into(), "picture-end-soon".into()],
                stories: 2,
                ..PictureCard::default()
            };
            let near =
                NearRow { title: hostile.clone(), likeness: 97, used: Some(hostile.clone()), ..NearRow::default() };
            let choice = |value: &str| Choice { value: value.into(), name: String::new(), chosen: true };
            let view = PicturesView {
                pictures: vec![card],
                q: hostile.clone(),
                terms: vec![choice("ended"), choice("end-soon")],
                used: vec![choice("yes"), choice("no")],
                ended: vec![EndedRow { headline: hostile.clone(), ..EndedRow::default() }],
                older: Some("/desk/pictures?before=1".into()),
                may_upload: true,
                refused: vec![RefusedFile { name: hostile.clone(), reason: hostile.clone() }],
                data: "{}".into(),
                ..PicturesView::default()
            };
            print("pictures.html", pages.print("pictures.html", language, &view));
            let empty = PicturesView { is_search: true, ..PicturesView::default() };
            print("pictures.html", pages.print("pictures.html", language, &empty));
            let live = UseRow { stage: "live".into(), live_url: Some("/x".into()), ..UseRow::default() };
            let view = PictureView {
                terms: "ended".into(),
                until: Some("1".into()),
                warnings: vec!["picture-no-credit".into()],
                uses: vec![live.clone(), UseRow { stage: "draft".into(), may_open: true, ..UseRow::default() }],
                near: vec![near.clone()],
                crops: vec![CropPreview { ratio: "16:9".into(), across: 16, down: 9, x: 50.0, y: 0.0, fits: true }],
                may_change: true,
                may_blur: true,
                form: PictureFields { wrong: Some("picture-wrong-date".into()), ..PictureFields::default() },
                found: vec![hostile.clone()],
                name: hostile.clone(),
                data: "{}".into(),
                ..PictureView::default()
            };
            print("picture.html", pages.print("picture.html", language, &view));
            let view = BlurView {
                regions: vec![RegionRow::default()],
                live: vec![live],
                near: vec![near.clone()],
                may_blur: true,
                data: "{}".into(),
                ..BlurView::default()
            };
            print("picture-blur.html", pages.print("picture-blur.html", language, &view));
        }
    }
}
