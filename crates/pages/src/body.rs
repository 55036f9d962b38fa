//! A story's typed body as markup. Everything in it is words: whatever looks like markup in them is escaped, so
//! nothing that was imported can act on a page.

use std::collections::HashMap;

use newsroom::body::{Block, Body, Run, words_of};
use newsroom::{Picture, StoryNumber, Video};

use crate::views::CardView;

/// What a body is printed with.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Own stories it leads to. Those that are not here (withdrawn, not yet out) are not linked.
    pub linked: &'a HashMap<StoryNumber, CardView>,
    /// Stands before own addresses: empty on our pages, the origin in feeds.
    pub origin: &'a str,
}

/// How wide a picture in the text shows, for browsers choosing a rendition.
const SIZES: &str = "(min-width:45em) 41em, 100vw";

/// The body's markup: `p`, `h2`, lists, tables, figures, asides.
///
/// ```
/// use newsroom::{Block, Body};
/// let body = Body(vec![Block::paragraph("a < b"), Block::heading("Ara başlık")]);
/// let context = pages::body::Context { linked: &Default::default(), origin: "" };
/// assert_eq!(pages::body::html(&body, &context), "<p>a &lt; b</p>\n<h2>Ara başlık</h2>\n");
/// ```
pub fn html(body: &Body, context: &Context<'_>) -> String {
    let mut out = String::new();
    for block in &body.0 {
        write_block(&mut out, block, context);
    }
    out
}

fn write_block(out: &mut String, block: &Block, context: &Context<'_>) {
    match block {
        Block::Paragraph { text } => element(out, "p", text, context),
        Block::Heading { text } => element(out, "h2", text, context),
        Block::Quote { text, source } => {
            out.push_str("<figure class=\"quote\"><blockquote><p>");
            write_runs(out, text, context);
            out.push_str("</p></blockquote>");
            if let Some(source) = filled(source) {
                out.push_str("<figcaption>");
                escape(out, source);
                out.push_str("</figcaption>");
            }
            out.push_str("</figure>\n");
        }
        // The sentence stands in the text already: who listens to the page need not hear it twice.
        Block::PullQuote { text } => {
            out.push_str("<p class=\"pull\" aria-hidden=\"true\">");
            escape(out, &words_of(text));
            out.push_str("</p>\n");
        }
        Block::List { ordered, items } if !items.is_empty() => {
            let tag = if *ordered { "ol" } else { "ul" };
            out.push_str(&format!("<{tag}>\n"));
            for item in items {
                element(out, "li", item, context);
            }
            out.push_str(&format!("</{tag}>\n"));
        }
        Block::List { .. } => {}
        Block::Table { caption, head, rows } => write_table(out, caption, head, rows, context),
        Block::Picture { picture } => write_picture(out, picture, context),
        Block::Gallery { pictures } => {
            out.push_str("<div class=\"gallery\">\n");
            for picture in pictures {
                write_picture(out, picture, context);
            }
            out.push_str("</div>\n");
        }
        Block::Video { video } => write_video(out, video, context),
        Block::FactBox { title, blocks } => {
            out.push_str("<aside class=\"facts\" aria-label=\"");
            escape(out, title);
            out.push_str("\">\n<h2>");
            escape(out, title);
            out.push_str("</h2>\n");
            for block in blocks {
                write_block(out, block, context);
            }
            out.push_str("</aside>\n");
        }
        Block::StoryLink { story } => {
            if let Some(card) = context.linked.get(story) {
                write_story_link(out, card, context);
            }
        }
        Block::Embed { url, title } => write_embed(out, url, filled(title)),
    }
}

/// An element with a text; nothing for a text without words.
fn element(out: &mut String, tag: &str, text: &[Run], context: &Context<'_>) {
    if text.iter().all(|run| run.text.trim().is_empty()) {
        return;
    }
    out.push_str(&format!("<{tag}>"));
    write_runs(out, text, context);
    out.push_str(&format!("</{tag}>\n"));
}

fn write_runs(out: &mut String, text: &[Run], context: &Context<'_>) {
    for run in text {
        let address = address_of(run, context);
        if let Some(address) = &address {
            out.push_str("<a href=\"");
            escape(out, address);
            out.push_str("\">");
        }
        if run.strong {
            out.push_str("<strong>");
        }
        if run.emphasis {
            out.push_str("<em>");
        }
        for (count, line) in run.text.split('\n').enumerate() {
            if count > 0 {
                out.push_str("<br>");
            }
            escape(out, line);
        }
        if run.emphasis {
            out.push_str("</em>");
        }
        if run.strong {
            out.push_str("</strong>");
        }
        if address.is_some() {
            out.push_str("</a>");
        }
    }
}

/// Where a run leads: an own story that readers can open, or an address of a kind that can do no harm.
fn address_of(run: &Run, context: &Context<'_>) -> Option<String> {
    if let Some(number) = run.story() {
        return context.linked.get(&number).map(|card| format!("{}{}", context.origin, card.url));
    }
    harmless(run.link.as_deref()?).map(str::to_owned)
}

/// The address if it is absolute and of a kind a reader may follow. What a browser would strip before reading the
/// scheme (controls, blanks) makes it harmful.
fn harmless(address: &str) -> Option<&str> {
    let lower = address.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
    let clean = !address.contains(|letter: char| letter.is_control() || letter.is_whitespace());
    (known && clean).then_some(address)
}

fn write_table(
    out: &mut String,
    caption: &Option<String>,
    head: &[Vec<Run>],
    rows: &[Vec<Vec<Run>>],
    context: &Context<'_>,
) {
    if rows.is_empty() {
        return;
    }
    // A wide table scrolls by itself; whoever has no mouse reaches it by the keyboard.
    out.push_str("<div class=\"table\" tabindex=\"0\"><table>\n");
    if let Some(caption) = filled(caption) {
        out.push_str("<caption>");
        escape(out, caption);
        out.push_str("</caption>\n");
    }
    if !head.is_empty() {
        out.push_str("<thead><tr>");
        for (column, cell) in head.iter().enumerate() {
            if words_of(cell).trim().is_empty() {
                // The corner above a column of names heads nothing.
                out.push_str("<td></td>");
                continue;
            }
            let below: Vec<_> = rows.iter().filter_map(|row| row.get(column)).map(|cell| words_of(cell)).collect();
            let number = !below.is_empty() && below.iter().all(|words| is_number(words));
            out.push_str(if number { "<th scope=\"col\" class=\"n\">" } else { "<th scope=\"col\">" });
            write_runs(out, cell, context);
            out.push_str("</th>");
        }
        out.push_str("</tr></thead>\n");
    }
    let columns = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
    out.push_str("<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for cell in row {
            let number = is_number(&words_of(cell));
            out.push_str(if number { "<td class=\"n\">" } else { "<td>" });
            write_runs(out, cell, context);
            out.push_str("</td>");
        }
        // Every row has as many cells as the widest, so that rules and grounds run through.
        (row.len()..columns).for_each(|_| out.push_str("<td></td>"));
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
}

/// A figure that belongs right under the one above it.
fn is_number(words: &str) -> bool {
    let words = words.trim();
    words.contains(|letter: char| letter.is_ascii_digit())
        && words.chars().all(|letter| letter.is_ascii_digit() || " .,%+-−₺$€".contains(letter))
}

fn write_picture(out: &mut String, picture: &Picture, context: &Context<'_>) {
    let view = crate::compose::picture(picture);
    out.push_str("<figure>");
    // Feed readers keep their own copies, and some know no `picture`.
    let in_picture = context.origin.is_empty() && !view.sources.is_empty();
    if in_picture {
        out.push_str("<picture>");
        for source in &view.sources {
            out.push_str(&format!("<source type=\"{}\" srcset=\"", source.media_type));
            escape(out, &source.srcset);
            out.push_str(&format!("\" sizes=\"{SIZES}\">"));
        }
    }
    out.push_str("<img src=\"");
    escape(out, &format!("{}{}", context.origin, view.src));
    // Feed readers keep their own copies; the largest common width is enough for them.
    if context.origin.is_empty() && !view.srcset.is_empty() {
        out.push_str("\" srcset=\"");
        escape(out, &view.srcset);
        out.push_str("\" sizes=\"");
        out.push_str(SIZES);
    }
    out.push_str(&format!("\" width=\"{}\" height=\"{}\" alt=\"", view.width, view.height));
    escape(out, &view.alt);
    if context.origin.is_empty() {
        out.push_str("\" loading=\"lazy\" decoding=\"async\" style=\"background:");
        escape(out, &view.colour);
    }
    out.push_str("\">");
    if in_picture {
        out.push_str("</picture>");
    }
    write_caption(out, view.caption.as_deref(), view.credit.as_deref());
    out.push_str("</figure>\n");
}

/// A video with the browser's own controls. Nothing of it is loaded before somebody plays it, but for its head where
/// there is no picture to stand for it.
fn write_video(out: &mut String, video: &Video, context: &Context<'_>) {
    let address = video_address(video, context.origin);
    let poster = video.poster.as_ref().map(crate::compose::picture);
    let preload = if poster.is_some() { "none" } else { "metadata" };
    out.push_str(&format!("<figure class=\"video\"><video controls playsinline preload=\"{preload}\""));
    out.push_str(&format!(" width=\"{}\" height=\"{}\"", video.width, video.height));
    if let Some(poster) = poster {
        out.push_str(" poster=\"");
        escape(out, &format!("{}{}", context.origin, poster.src));
        out.push('"');
    }
    if let Some(label) = Some(video.alt.trim()).filter(|alt| !alt.is_empty()).or(filled(&video.caption)) {
        out.push_str(" aria-label=\"");
        escape(out, label);
        out.push('"');
    }
    out.push_str("><source src=\"");
    escape(out, &address);
    out.push_str("\" type=\"video/mp4\"><a href=\"");
    escape(out, &address);
    out.push_str("\">MP4</a></video>");
    write_caption(out, filled(&video.caption), filled(&video.credit));
    out.push_str("</figure>\n");
}

/// Where a video lies.
pub(crate) fn video_address(video: &Video, origin: &str) -> String {
    format!("{origin}/media/{}/video.mp4", video.file)
}

fn write_caption(out: &mut String, caption: Option<&str>, credit: Option<&str>) {
    if caption.is_none() && credit.is_none() {
        return;
    }
    out.push_str("<figcaption>");
    escape(out, caption.unwrap_or_default());
    if let Some(credit) = credit {
        out.push_str(" <small>");
        escape(out, credit);
        out.push_str("</small>");
    }
    out.push_str("</figcaption>");
}

fn write_story_link(out: &mut String, card: &CardView, context: &Context<'_>) {
    out.push_str("<p class=\"more\"><a href=\"");
    escape(out, &format!("{}{}", context.origin, card.url));
    if let (Some(lang), Some(dir)) = (&card.lang, &card.dir) {
        out.push_str("\" lang=\"");
        escape(out, lang);
        out.push_str("\" dir=\"");
        escape(out, dir);
    }
    out.push_str("\">");
    escape(out, &card.headline);
    out.push_str("</a> <time datetime=\"");
    escape(out, &card.time.iso);
    out.push_str("\">");
    escape(out, &card.time.text);
    out.push_str("</time></p>\n");
}

/// A link to what lives elsewhere, with its host in sight. Nothing is asked of that host before it is followed.
fn write_embed(out: &mut String, url: &str, title: Option<&str>) {
    let Some(url) = harmless(url).filter(|url| url.to_ascii_lowercase().starts_with("http")) else { return };
    let host = url.split("//").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or(url);
    let host = host.rsplit('@').next().unwrap_or(host);
    out.push_str("<p class=\"embed\"><a href=\"");
    escape(out, url);
    out.push_str("\" rel=\"nofollow noopener\">");
    escape(out, title.unwrap_or(url));
    out.push_str("</a> <small>");
    escape(out, host.strip_prefix("www.").unwrap_or(host));
    out.push_str("</small></p>\n");
}

fn filled(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// For text and double-quoted attributes.
pub(crate) fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // Characters that HTML forbids even as references; an import may have carried them along.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {}
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use newsroom::body::plain;

    use super::*;

    fn print(block: Block) -> String {
        let linked = HashMap::from([(
            StoryNumber(7),
            CardView { url: "/gundem/sel-7".into(), headline: "Sel <üçüncü> gün".into(), ..CardView::default() },
        )]);
        html(&Body(vec![block]), &Context { linked: &linked, origin: "" })
    }

    fn linked(link: &str) -> Block {
        Block::Paragraph { text: vec![Run { link: Some(link.into()), ..Run::plain("x") }] }
    }

    #[test]
    fn words_never_become_markup() {
        let evil = "<script>alert('x')</script> & \"?>\"";
        let safe = "&lt;script&gt;alert('x')&lt;/script&gt; &amp; &quot;?&gt;&quot;";
        for block in [
            Block::paragraph(evil),
            Block::heading(evil),
            Block::PullQuote { text: plain(evil) },
            Block::Quote { text: plain(evil), source: Some(evil.into()) },
            Block::List { ordered: false, items: vec![plain(evil)] },
            Block::Table { caption: Some(evil.into()), head: vec![plain(evil)], rows: vec![vec![plain(evil)]] },
            Block::FactBox { title: evil.into(), blocks: vec![Block::paragraph(evil)] },
            Block::Embed { url: "https://example.org/".into(), title: Some(evil.into()) },
            Block::Picture {
                picture: Picture {
                    alt: evil.into(),
                    caption: Some(evil.into()),
                    credit: Some(evil.into()),
                    colour: "red;background:url(//x)".into(),
                    file: evil.into(),
                    ..Picture::default()
                },
            },
        ] {
            let printed = print(block.clone());
            assert!(printed.contains(safe), "{printed}");
            assert!(!printed.contains("<script") && !printed.contains("url(//x"), "{printed}");
        }
    }

    #[test]
    fn links_lead_only_where_a_reader_may_go() {
        let check =
            |link: &str, expected: &str| assert_eq!(print(linked(link)), format!("<p>{expected}</p>\n"), "{link}");
        check("https://example.org/?a=1&b=\"", "<a href=\"https://example.org/?a=1&amp;b=&quot;\">x</a>");
        check("HTTP://example.org", "<a href=\"HTTP://example.org\">x</a>");
        check("mailto:a@example.org", "<a href=\"mailto:a@example.org\">x</a>");
        check("tel:+903400000000", "<a href=\"tel:+903400000000\">x</a>");
        check("story:7", "<a href=\"/gundem/sel-7\">x</a>");
        check("story:8", "x");
        check("javascript:alert(1)", "x");
        check("java\nscript:alert(1)", "x");
        check(" https://example.org", "x");
        check("data:text/html,x", "x");
        check("//example.org", "x");
        check("/gundem/", "x");
    }

    #[test]
    fn blocks_have_their_own_markup() {
        let check = |block: Block, expected: &str| assert_eq!(print(block), expected);
        check(Block::paragraph("  "), "");
        check(Block::paragraph("bir\niki"), "<p>bir<br>iki</p>\n");
        check(Block::List { ordered: true, items: vec![plain("bir")] }, "<ol>\n<li>bir</li>\n</ol>\n");
        check(Block::List { ordered: true, items: vec![] }, "");
        check(
            Block::Quote { text: plain("Geçti"), source: Some("Vali".into()) },
            "<figure class=\"quote\"><blockquote><p>Geçti</p></blockquote><figcaption>Vali</figcaption></figure>\n",
        );
        check(
            Block::Table {
                caption: None,
                head: vec![plain("İlçe"), plain("Kişi")],
                rows: vec![vec![plain("Merkez"), plain("1.250")], vec![plain("–")]],
            },
            "<div class=\"table\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">İlçe</th><th scope=\"col\" class=\"n\">Kişi</th></tr></thead>\n\
             <tbody>\n<tr><td>Merkez</td><td class=\"n\">1.250</td></tr>\n<tr><td>–</td><td></td></tr>\n</tbody></table></div>\n",
        );
        check(
            Block::Table {
                caption: None,
                head: vec![plain(" "), plain("Yıl")],
                rows: vec![vec![plain("Köprü"), plain("eski")]],
            },
            "<div class=\"table\" tabindex=\"0\"><table>\n<thead><tr><td></td><th scope=\"col\">Yıl</th></tr></thead>\n\
             <tbody>\n<tr><td>Köprü</td><td>eski</td></tr>\n</tbody></table></div>\n",
        );
        check(
            Block::StoryLink { story: StoryNumber(7) },
            "<p class=\"more\"><a href=\"/gundem/sel-7\">Sel &lt;üçüncü&gt; gün</a> <time datetime=\"\"></time></p>\n",
        );
        check(Block::StoryLink { story: StoryNumber(8) }, "");
        check(
            Block::Embed { url: "https://www.example.org/v/1".into(), title: None },
            "<p class=\"embed\"><a href=\"https://www.example.org/v/1\" rel=\"nofollow noopener\">https://www.example.org/v/1</a> <small>example.org</small></p>\n",
        );
        check(Block::Embed { url: "javascript:x".into(), title: None }, "");
        let picture =
            Picture { file: "f".into(), width: 600, height: 400, alt: "Köprü".into(), ..Picture::default() };
        let figure = "<figure><picture><source type=\"image/avif\" srcset=\"/media/f/600.avif 600w\" sizes=\"(min-width:45em) 41em, 100vw\">\
             <source type=\"image/webp\" srcset=\"/media/f/600.webp 600w\" sizes=\"(min-width:45em) 41em, 100vw\">\
             <img src=\"/media/f/600.jpg\" width=\"600\" height=\"400\" alt=\"Köprü\" loading=\"lazy\" decoding=\"async\" style=\"background:#8884\">\
             </picture></figure>\n";
        check(Block::Picture { picture: picture.clone() }, figure);
        let gallery = Block::Gallery { pictures: vec![picture.clone(), picture] };
        check(gallery, &format!("<div class=\"gallery\">\n{figure}{figure}</div>\n"));
        let video = Video { file: "v".into(), width: 640, height: 360, alt: "Sel".into(), ..Video::default() };
        let playing =
            "<source src=\"/media/v/video.mp4\" type=\"video/mp4\"><a href=\"/media/v/video.mp4\">MP4</a></video>";
        check(
            Block::Video { video: video.clone() },
            &format!(
                "<figure class=\"video\"><video controls playsinline preload=\"metadata\" width=\"640\" height=\"360\" \
                 aria-label=\"Sel\">{playing}</figure>\n"
            ),
        );
        let poster = Picture { file: "p".into(), width: 600, height: 400, ..Picture::default() };
        let video = Video { poster: Some(poster), caption: Some("Su \"taştı\"".into()), alt: String::new(), ..video };
        check(
            Block::Video { video },
            &format!(
                "<figure class=\"video\"><video controls playsinline preload=\"none\" width=\"640\" height=\"360\" \
                 poster=\"/media/p/600.jpg\" aria-label=\"Su &quot;taştı&quot;\">{playing}\
                 <figcaption>Su &quot;taştı&quot;</figcaption></figure>\n"
            ),
        );
        let marked = Block::Paragraph { text: vec![Run { strong: true, emphasis: true, ..Run::plain("çok") }] };
        check(marked, "<p><strong><em>çok</em></strong></p>\n");
    }
}
