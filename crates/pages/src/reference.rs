//! The page of the interface for programs: an OpenAPI document, to be read by people. No script, no other host.

use serde_json::{Map, Value};

/// The document as a page.
pub fn html(document: &Value) -> String {
    let info = &document["info"];
    let mut page = Page(String::with_capacity(64 * 1024));
    page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    page.raw("<title>");
    page.words(&format!("{} – API {}", text(&info["title"]), text(&info["version"])));
    page.raw("</title><meta name=\"robots\" content=\"noindex\"><style>");
    page.raw(STYLE);
    page.raw("</style></head><body><header><h1>");
    page.words(text(&info["title"]));
    page.raw(" <small>API ");
    page.words(text(&info["version"]));
    page.raw("</small></h1>");
    page.prose(text(&info["description"]));
    let server = text(&document["servers"][0]["url"]);
    page.raw("<p>Base address <code>");
    page.words(server);
    page.raw("</code> · <a href=\"/api/v1/openapi.json\">openapi.json</a></p></header>\n");
    let operations = operations(document);
    page.contents(&operations);
    page.raw("<main>\n");
    for operation in &operations {
        page.operation(operation);
    }
    page.raw("<h2 id=\"shapes\">Shapes</h2>\n");
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        page.shape(name, schema);
    }
    page.raw("</main></body></html>\n");
    page.0
}

struct Operation<'d> {
    id: &'d str,
    method: &'d str,
    path: &'d str,
    of: &'d Value,
}

fn operations(document: &Value) -> Vec<Operation<'_>> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let mut found: Vec<Operation<'_>> = paths
        .flat_map(|(path, item)| {
            let methods = item.as_object().into_iter().flatten();
            methods.filter(|(_, of)| of.get("operationId").is_some()).map(move |(method, of)| Operation {
                id: text(&of["operationId"]),
                method,
                path,
                of,
            })
        })
        .collect();
    // Reading before writing, each in the order of its addresses.
    found.sort_by_key(|operation| text(&operation.of["tags"][0]).to_owned());
    found
}

struct Page(String);

impl Page {
    fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    fn words(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                letter => self.0.push(letter),
            }
        }
    }

    /// Paragraphs parted by blank lines, with the two marks our own texts use: `code` and **strong**.
    fn prose(&mut self, prose: &str) {
        for paragraph in prose.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            self.raw("<p>");
            self.marked(paragraph);
            self.raw("</p>\n");
        }
    }

    fn marked(&mut self, text: &str) {
        for (place, part) in text.split('`').enumerate() {
            if place % 2 == 1 {
                self.raw("<code>");
                self.words(part);
                self.raw("</code>");
                continue;
            }
            for (place, part) in part.split("**").enumerate() {
                if place % 2 == 1 {
                    self.raw("<strong>");
                    self.words(part);
                    self.raw("</strong>");
                } else {
                    self.linked(part);
                }
            }
        }
    }

    /// Words with links written `[words](address)`.
    fn linked(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('[') {
            let link = after.split_once("](").and_then(|(words, after)| Some((words, after.split_once(')')?)));
            let Some((words, (address, after))) = link else { break };
            self.words(before);
            self.raw("<a href=\"");
            self.words(address);
            self.raw("\">");
            self.words(words);
            self.raw("</a>");
            rest = after;
        }
        self.words(rest);
    }

    fn contents(&mut self, operations: &[Operation<'_>]) {
        self.raw("<nav aria-label=\"Contents\"><ul>\n");
        for operation in operations {
            self.raw("<li><a href=\"#");
            self.words(operation.id);
            self.raw("\"><b>");
            self.words(&operation.method.to_uppercase());
            self.raw("</b> ");
            self.words(operation.path);
            self.raw("</a></li>\n");
        }
        self.raw("</ul></nav>\n");
    }

    fn operation(&mut self, operation: &Operation<'_>) {
        self.raw("<section id=\"");
        self.words(operation.id);
        self.raw("\"><h2>");
        self.words(text(&operation.of["summary"]));
        self.raw("</h2><p class=\"address\"><b>");
        self.words(&operation.method.to_uppercase());
        self.raw("</b> <code>");
        self.words(operation.path);
        self.raw("</code></p>\n");
        self.prose(text(&operation.of["description"]));
        if operation.of.get("security").is_some() {
            self.raw("<p>Needs a token.</p>\n");
        }
        let parameters = operation.of["parameters"].as_array().map_or(&[][..], Vec::as_slice);
        if !parameters.is_empty() {
            self.raw("<table><thead><tr><th scope=\"col\">Parameter</th><th scope=\"col\">In</th><th scope=\"col\">Meaning</th></tr></thead><tbody>\n");
            for parameter in parameters {
                self.raw("<tr><td><code>");
                self.words(text(&parameter["name"]));
                self.raw("</code></td><td>");
                self.words(text(&parameter["in"]));
                self.raw("</td><td>");
                self.marked(text(&parameter["description"]));
                self.raw("</td></tr>\n");
            }
            self.raw("</tbody></table>\n");
        }
        for (kind, content) in operation.of["requestBody"]["content"].as_object().into_iter().flatten() {
            self.raw("<p>Body: <code>");
            self.words(kind);
            self.raw("</code> ");
            self.kind(&content["schema"]);
            self.raw("</p>\n");
        }
        self.raw("<table><thead><tr><th scope=\"col\">Answer</th><th scope=\"col\">When</th><th scope=\"col\">Body</th></tr></thead><tbody>\n");
        for (status, response) in operation.of["responses"].as_object().into_iter().flatten() {
            self.raw("<tr><td>");
            self.words(status);
            self.raw("</td><td>");
            self.marked(text(&response["description"]));
            self.raw("</td><td>");
            if let Some(content) = response["content"].as_object().and_then(|content| content.values().next()) {
                self.kind(&content["schema"]);
            }
            self.raw("</td></tr>\n");
        }
        self.raw("</tbody></table></section>\n");
    }

    fn shape(&mut self, name: &str, schema: &Value) {
        self.raw("<section id=\"shape-");
        self.words(name);
        self.raw("\"><h3>");
        self.words(name);
        self.raw("</h3>\n");
        self.prose(text(&schema["description"]));
        let nothing = Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&nothing);
        if !properties.is_empty() {
            self.raw("<table><thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Kind</th><th scope=\"col\">Meaning</th></tr></thead><tbody>\n");
            for (field, of) in properties {
                self.raw("<tr><td><code>");
                self.words(field);
                self.raw("</code></td><td>");
                self.kind(of);
                self.raw("</td><td>");
                self.marked(text(&of["description"]));
                self.raw("</td></tr>\n");
            }
            self.raw("</tbody></table>\n");
        }
        if let Some(example) = schema.get("example") {
            self.raw("<pre tabindex=\"0\">");
            self.words(&serde_json::to_string_pretty(example).unwrap_or_default());
            self.raw("</pre>\n");
        }
        self.raw("</section>\n");
    }

    /// What a schema is, in a word or a link.
    fn kind(&mut self, schema: &Value) {
        if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
            self.raw("<a href=\"#shape-");
            self.words(name);
            self.raw("\">");
            self.words(name);
            self.raw("</a>");
        } else if schema.get("items").is_some() && schema["type"] == "array" {
            self.raw("list of ");
            self.kind(&schema["items"]);
        } else if let Some(one_of) = schema["oneOf"].as_array() {
            for (place, of) in one_of.iter().enumerate() {
                self.raw(if place > 0 { " or " } else { "" });
                self.kind(of);
            }
        } else {
            match &schema["type"] {
                Value::Array(kinds) => self.words(&kinds.iter().map(text).collect::<Vec<_>>().join(" or ")),
                kind => self.words(text(kind)),
            }
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1b1a18;--ground:#fdfcf9;--rule:#d8d3c8;--soft:#5d584f;--accent:#8f2418}\
@media(prefers-color-scheme:dark){:root{--ink:#e9e4da;--ground:#191714;--rule:#3d3831;--soft:#a8a094;--accent:#e79b8f}}\
body{font:16px/1.55 system-ui,sans-serif;color:var(--ink);background:var(--ground);margin:0 auto;padding:1.5rem;max-width:60rem}\
h1,h2,h3{line-height:1.2;text-wrap:balance}h1 small{font-size:.5em;color:var(--soft);font-weight:400}\
h2{border-top:1px solid var(--rule);padding-top:1.5rem;margin-top:2rem}a{color:var(--accent)}\
code,pre{font:.9em/1.5 ui-monospace,monospace;overflow-wrap:anywhere}pre{overflow:auto;border-inline-start:2px solid var(--rule);padding-inline-start:1rem}\
nav ul{list-style:none;padding:0;columns:20rem}.address{font-size:1.1em}\
table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:start;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--rule)}\
th{color:var(--soft);font-weight:500}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}";

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn a_documents_words_never_become_markup() {
        let evil = "<script>alert(1)</script>\"";
        let document = json!({
            "info": {"title": evil, "version": "1", "description": evil},
            "paths": {"/a": {"get": {"operationId": "a", "summary": evil, "description": evil, "parameters": [
                {"name": evil, "in": "query", "description": evil}], "responses": {"200": {"description": evil}}}}},
            "components": {"schemas": {"A": {"description": evil, "properties": {"x": {"type": "string", "description": evil}}}}},
        });
        let page = super::html(&document);
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;"));
    }
}
