//! A story's body: a typed document of blocks and runs. Importers write it, pages print it, the desk's editor
//! gets its schema from it; HTML stands only at those edges.

use serde::{Deserialize, Serialize};

use crate::address::story_led_to;
use crate::ids::StoryNumber;
use crate::picture::Picture;
use crate::video::Video;

/// The blocks of a story in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body(pub Vec<Block>);

/// One block of a body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    Paragraph {
        text: Text,
    },
    /// A sub-heading (Turkish *ara başlık*), one level only: newspapers have no outline.
    Heading {
        text: Text,
    },
    /// What somebody said, with who said it when that is set apart.
    Quote {
        text: Text,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
    },
    /// A sentence of the story itself, shown large.
    PullQuote {
        text: Text,
    },
    List {
        ordered: bool,
        items: Vec<Text>,
    },
    Table {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
        head: Vec<Text>,
        rows: Vec<Vec<Text>>,
    },
    Picture {
        picture: Picture,
    },
    /// Pictures that tell something together, in their order.
    Gallery {
        pictures: Vec<Picture>,
    },
    /// A film of our own. One that lives elsewhere is an embed.
    Video {
        video: Video,
    },
    /// A box of facts beside the text: paragraphs and lists only.
    FactBox {
        title: String,
        blocks: Vec<Block>,
    },
    /// A card that leads to one of our own stories.
    StoryLink {
        story: StoryNumber,
    },
    /// Something that lives elsewhere: shown as a link, never loaded unasked.
    Embed {
        url: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    },
}

/// A line of text: runs with marks. Neighbouring runs have different marks.
pub type Text = Vec<Run>;

/// Some words with the same marks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    #[serde(default, skip_serializing_if = "is_false")]
    pub strong: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub emphasis: bool,
    /// Where the words lead: an absolute `http(s)`, `mailto` or `tel` address, or `story:NUMBER` for one of our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Run {
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// One run without marks, as most texts are.
pub fn plain(text: impl Into<String>) -> Text {
    vec![Run::plain(text)]
}

/// The words of a text without their marks.
pub fn words_of(text: &[Run]) -> String {
    text.iter().map(|run| run.text.as_str()).collect()
}

impl Block {
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph { text: plain(text) }
    }

    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { text: plain(text) }
    }

    /// The texts in this block, in reading order, with captions, titles and sources left out.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Self::Paragraph { text } | Self::Heading { text } | Self::Quote { text, .. } | Self::PullQuote { text } => {
                vec![text]
            }
            Self::List { items, .. } => items.iter().collect(),
            Self::Table { head, rows, .. } => head.iter().chain(rows.iter().flatten()).collect(),
            Self::FactBox { blocks, .. } => blocks.iter().flat_map(Block::texts).collect(),
            Self::Picture { .. }
            | Self::Gallery { .. }
            | Self::Video { .. }
            | Self::StoryLink { .. }
            | Self::Embed { .. } => Vec::new(),
        }
    }

    /// The same texts, to be changed.
    pub fn texts_mut(&mut self) -> Vec<&mut Text> {
        match self {
            Self::Paragraph { text } | Self::Heading { text } | Self::Quote { text, .. } | Self::PullQuote { text } => {
                vec![text]
            }
            Self::List { items, .. } => items.iter_mut().collect(),
            Self::Table { head, rows, .. } => head.iter_mut().chain(rows.iter_mut().flatten()).collect(),
            Self::FactBox { blocks, .. } => blocks.iter_mut().flat_map(Block::texts_mut).collect(),
            Self::Picture { .. }
            | Self::Gallery { .. }
            | Self::Video { .. }
            | Self::StoryLink { .. }
            | Self::Embed { .. } => Vec::new(),
        }
    }

    /// The block's words, one text a line.
    pub fn plain_text(&self) -> String {
        self.texts().into_iter().map(|text| words_of(text)).collect::<Vec<_>>().join("\n")
    }
}

impl Body {
    /// The words of the whole body, a line for each text, for likeness, counts and the linter.
    pub fn plain_text(&self) -> String {
        self.0.iter().map(Block::plain_text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Pictures standing in the body, in order; what stands for a video until it plays is one.
    pub fn pictures(&self) -> impl Iterator<Item = &Picture> {
        self.0.iter().flat_map(|block| match block {
            Block::Picture { picture } => std::slice::from_ref(picture),
            Block::Gallery { pictures } => pictures.as_slice(),
            Block::Video { video } => video.poster.as_slice(),
            _ => &[],
        })
    }

    /// The same pictures, to be changed.
    pub fn pictures_mut(&mut self) -> impl Iterator<Item = &mut Picture> {
        self.0.iter_mut().flat_map(|block| match block {
            Block::Picture { picture } => std::slice::from_mut(picture),
            Block::Gallery { pictures } => pictures.as_mut_slice(),
            Block::Video { video } => video.poster.as_mut_slice(),
            _ => &mut [],
        })
    }

    /// Videos standing in the body, in order.
    pub fn videos(&self) -> impl Iterator<Item = &Video> {
        self.0.iter().filter_map(|block| if let Block::Video { video } = block { Some(video) } else { None })
    }

    /// Links to own stories by their address become links by their number: the address may change and the number does not, and
    /// the linter knows them by it.
    pub fn know_own_links(&mut self, origin: &str) {
        for text in self.0.iter_mut().flat_map(Block::texts_mut) {
            text.iter_mut().for_each(|run| run.know_own_link(origin));
        }
    }

    /// Own stories the body leads to: cards and links, in order, each once.
    pub fn linked_stories(&self) -> Vec<StoryNumber> {
        let mut found = Vec::new();
        for block in &self.0 {
            if let Block::StoryLink { story } = block {
                found.push(*story);
            }
            for run in block.texts().into_iter().flatten() {
                found.extend(run.story());
            }
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|number| seen.insert(*number));
        found
    }
}

impl Run {
    /// As [`Body::know_own_links`].
    pub fn know_own_link(&mut self, origin: &str) {
        if let Some(number) = self.link.as_deref().and_then(|link| story_led_to(link, origin)) {
            self.link = Some(format!("story:{number}"));
        }
    }

    /// The own story this run leads to, if it does.
    pub fn story(&self) -> Option<StoryNumber> {
        self.link.as_deref()?.strip_prefix("story:")?.parse().ok().map(StoryNumber)
    }
}
