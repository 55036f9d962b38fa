//! What a server must know beside the files: which addresses are gone, which lead elsewhere. As a complete server for
//! nginx, and as `_redirects`, which several static hosts read.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::walk::Former;
use super::write_whole;
use crate::{Error, Result};

/// What a `Location` must not hold as it is.
const IN_LOCATION: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'\\').add(b'%');

pub(crate) fn write(
    to: &Path,
    own: &Path,
    moved: &BTreeMap<Former, String>,
    gone: &[(String, u16)],
    policy: &str,
) -> Result<()> {
    let (mut moved_map, mut gone_map, mut redirects) = (String::new(), String::new(), String::new());
    for (former, right) in moved {
        let right = utf8_percent_encode(right, IN_LOCATION);
        match former {
            Former::Below(former) => {
                writeln!(moved_map, "\"~^{}(?<rest>.*)$\" \"{right}$rest\";", for_pattern(former))
                    .expect("into memory");
                writeln!(redirects, "{} {right}:splat 301", utf8_percent_encode(&format!("{former}*"), IN_LOCATION))
                    .expect("into memory");
            }
            Former::Page(former) => {
                writeln!(moved_map, "\"{}\" \"{right}\";", quoted(former)).expect("into memory");
                writeln!(redirects, "{} {right} 301", utf8_percent_encode(former, IN_LOCATION)).expect("into memory");
            }
        }
    }
    for (target, status) in gone {
        writeln!(gone_map, "\"{}\" {status};", quoted(target)).expect("into memory");
        let path = utf8_percent_encode(target, IN_LOCATION);
        writeln!(redirects, "{path} /_gone{path}.html {status}").expect("into memory");
    }
    let root = to.canonicalize().map_err(Error::at(to))?;
    write_whole(&own.join("moved.map"), moved_map.as_bytes())?;
    write_whole(&own.join("gone.map"), gone_map.as_bytes())?;
    write_whole(&to.join("_redirects"), redirects.as_bytes())?;
    write_whole(&own.join("nginx.conf"), configuration(&root.display().to_string(), policy).as_bytes())
}

fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn for_pattern(text: &str) -> String {
    let mut pattern = String::new();
    for letter in text.chars() {
        if letter.is_ascii_punctuation() && !matches!(letter, '/' | '-' | '_') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    quoted(&pattern)
}

/// A whole server, to be included within nginx's `http { … }` (on Debian: a file in `/etc/nginx/conf.d/`).
fn configuration(root: &str, policy: &str) -> String {
    format!(
        r#"# Serves what `manset export {root} --as static` wrote. Written anew by each run: change a copy of it.
map_hash_bucket_size 1024;
map_hash_max_size 262144;

map $uri $manset_moved {{ default ""; include "{root}/.manset/moved.map"; }}
map $uri $manset_gone {{ default 0; include "{root}/.manset/gone.map"; }}
# Lists go on by cursor; addresses with a question mark that are out in the world find their files.
map $arg_after $manset_after {{ default "-"; "~^[0-9.-]+$" $arg_after; }}
map $arg_before $manset_before {{ default "-"; "~^[0-9]+$" $arg_before; }}

server {{
    listen 8080;
    server_name _;
    root "{root}";
    charset utf-8;
    absolute_redirect off;
    gzip_static on;
    # brotli_static on;   # where nginx has that module: the files are there
    add_header X-Content-Type-Options nosniff;
    add_header Referrer-Policy strict-origin-when-cross-origin;
    add_header Content-Security-Policy "{policy}";

    types {{
        text/html html;
        text/plain txt;
        application/xml xml;
        application/feed+json json;
        application/manifest+json webmanifest;
        image/jpeg jpg jpeg;
        image/png png;
        image/webp webp;
        image/avif avif;
        image/gif gif;
        image/svg+xml svg;
        font/woff2 woff2;
        video/mp4 mp4;
    }}
    charset_types text/html text/plain application/xml application/feed+json application/manifest+json application/rss+xml application/atom+xml;

    error_page 404 /_errors/404.html;
    error_page 410 /_gone$uri.html;
    error_page 451 /_gone$uri.html;
    location ^~ /_errors/ {{ internal; }}
    location ^~ /_gone/ {{ internal; }}
    location ^~ /.manset/ {{ return 404; }}
    location = /_redirects {{ return 404; }}
    location ^~ /media/ {{ expires max; add_header Cache-Control "public, immutable"; }}
    location ^~ /theme/ {{ expires max; add_header Cache-Control "public, immutable"; }}
    location ~ /feed\.xml$ {{ types {{ }} default_type application/rss+xml; }}
    location ~ /atom\.xml$ {{ types {{ }} default_type application/atom+xml; }}

    location / {{
        if ($manset_moved) {{ return 301 $manset_moved; }}
        if ($manset_gone = 410) {{ return 410; }}
        if ($manset_gone = 451) {{ return 451; }}
        add_header Cache-Control "public, no-cache";
        try_files $uri/after/$manset_after/index.html $uri/before/$manset_before/index.html $uri/index.html $uri =404;
    }}
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moved_and_gone_addresses_stand_in_both_forms() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join(".manset");
        let moved = BTreeMap::from([
            (Former::Below("/gündem/".to_owned()), "/güncel/".to_owned()),
            (Former::Page("/spor/mac-3".to_owned()), "/güncel/mac-3".to_owned()),
            (Former::Page("/asayiş/".to_owned()), "/güncel/".to_owned()),
            (Former::Page("/".to_owned()), "/tr/".to_owned()),
        ]);
        let gone = [("/ar/سياسة/خبر-5".to_owned(), 451)];
        write(folder.path(), &own, &moved, &gone, "default-src 'none'").expect("written");
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("read");
        assert_eq!(
            read(".manset/moved.map"),
            "\"/\" \"/tr/\";\n\"/asayiş/\" \"/g%C3%BCncel/\";\n\"/spor/mac-3\" \"/g%C3%BCncel/mac-3\";\n\
             \"~^/gündem/(?<rest>.*)$\" \"/g%C3%BCncel/$rest\";\n"
        );
        assert_eq!(read(".manset/gone.map"), "\"/ar/سياسة/خبر-5\" 451;\n");
        let redirects = read("_redirects");
        assert!(redirects.contains("/g%C3%BCndem/* /g%C3%BCncel/:splat 301\n"), "{redirects}");
        assert!(redirects.contains("/asayi%C5%9F/ /g%C3%BCncel/ 301\n"), "what stands below it stays: {redirects}");
        assert!(redirects.lines().all(|line| line.is_ascii() && line.split(' ').count() == 3), "{redirects}");
    }
}
