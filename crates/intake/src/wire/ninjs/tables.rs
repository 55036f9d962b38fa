//! The published ninjs versions as tables: one family of shapes for each major version, each field with the first
//! (and sometimes the last) version that has it.
//!
//! Source: the JSON Schemas 1.0 to 1.6, 2.0 to 2.2, 3.0 and 3.1 that IPTC publishes at `iptc.org/std/ninjs/`, and for
//! `advices` the development schemas beside them.

use super::Version;
use super::Version::{V1_0, V1_1, V1_2, V1_3, V1_4, V1_5, V1_6, V1Dev, V2_0, V2_1, V2_2, V2Dev, V3_1};
use super::rules::Rule::{
    AnyObject, GeoJson, List, NamedOrItem, Nothing, Number, Object, Text, TruncatedDate, Whole, Word,
};
use super::rules::{EMPTY, Field, Pattern, Rule, Shape, WHOLE, field, pattern, text};

/// The shape of a whole item in a version.
pub(super) fn item(version: Version) -> &'static Shape {
    match version {
        V1_0 | V1_1 | V1_2 | V1_3 | V1_4 | V1_5 | V1_6 | V1Dev => &ITEM_1,
        V2_0 | V2_1 | V2_2 | V2Dev => &ITEM_2,
        Version::V3_0 | V3_1 => &ITEM_3,
    }
}

const PUB_STATUS: Rule = Word(&["usable", "withheld", "canceled"]);
const PERCENT: Rule = Whole(0, 100);
const URGENCY: Rule = Whole(1, 9);

// ---- ninjs 1 ----

static ITEM_1: Shape = Shape {
    required: &["uri"],
    patterns: &[
        pattern("description_", Text),
        pattern("body_", Text),
        Pattern { prefix: "headline_", underscore: true, rule: Text, since: V1_3, until: V1Dev },
    ],
    fields: &[
        text("uri"),
        field("type", Word(&["text", "audio", "video", "picture", "graphic", "composite"])).until(V1_1),
        field("type", Word(&["text", "audio", "video", "picture", "graphic", "composite", "component"])).since(V1_2),
        text("mimetype"),
        field("representationtype", Word(&["complete", "incomplete"])),
        text("profile"),
        text("version"),
        text("firstcreated").since(V1_2),
        text("versioncreated"),
        text("contentcreated").since(V1_4),
        text("embargoed"),
        text("expires").since(V1_4),
        field("pubstatus", PUB_STATUS),
        field("urgency", Number).since(V1_1),
        text("copyrightholder"),
        text("copyrightnotice"),
        text("usageterms").since(V1_1),
        text("ednote").since(V1_2),
        text("language"),
        field("person", List(&Object(&CONTACTABLE_1))),
        field("organisation", List(&Object(&ORGANISATION_1))),
        field("place", List(&Object(&PLACE_1))),
        field("subject", List(&Object(&SUBJECT_1))),
        field("event", List(&Object(&CONCEPT_1))),
        field("object", List(&Object(&CONCEPT_1))),
        field("infosource", List(&Object(&CONTACTABLE_1))).since(V1_2),
        text("title").since(V1_2),
        text("byline"),
        text("headline"),
        text("slugline").since(V1_2),
        text("located"),
        field("charcount", Number).since(V1_2),
        field("wordcount", Number).since(V1_2),
        field("renditions", Object(&RENDITIONS_1)),
        field("associations", Object(&ASSOCIATIONS_1)),
        field("altids", AnyObject).since(V1_3),
        field("trustindicator", List(&Object(&TRUST_INDICATOR_1))).since(V1_3),
        field("$standard", Object(&STANDARD)).since(V1_3),
        field("genre", List(&Object(&GENRE_1))).since(V1_3),
        field("rightsinfo", Object(&RIGHTS_INFO)).since(V1_4),
        field("digitalsourcetype", Object(&DIGITAL_SOURCE)).since(V1_6),
        field("advices", List(&Object(&ADVICE))).since(V1Dev),
    ],
    ..EMPTY
};

static CONCEPT_1: Shape = Shape { fields: &[text("name"), text("rel"), text("scheme"), text("code")], ..EMPTY };

static CONTACTABLE_1: Shape = Shape {
    base: Some(&CONCEPT_1),
    fields: &[field("contactinfo", List(&Object(&CONTACT_INFO))).since(V1_5)],
    ..EMPTY
};

static ORGANISATION_1: Shape = Shape {
    base: Some(&CONTACTABLE_1),
    fields: &[field(
        "symbols",
        List(&Object(&Shape {
            fields: &[text("ticker"), text("exchange"), text("symboltype").since(V1_5), text("symbol").since(V1_5)],
            ..EMPTY
        })),
    )],
    ..EMPTY
};

static PLACE_1: Shape = Shape {
    base: Some(&CONTACTABLE_1),
    patterns: &[Pattern { prefix: "geometry_", underscore: true, rule: AnyObject, since: V1_1, until: V1Dev }],
    ..EMPTY
};

static SUBJECT_1: Shape = Shape { base: Some(&CONCEPT_1), fields: RELEVANCE_1, ..EMPTY };

const RELEVANCE_1: &[Field] =
    &[text("creator").since(V1_5), field("relevance", PERCENT).since(V1_5), field("confidence", PERCENT).since(V1_5)];

static GENRE_1: Shape = Shape { fields: &[text("name"), text("scheme"), text("code")], ..EMPTY };

static TRUST_INDICATOR_1: Shape =
    Shape { fields: &[text("scheme"), text("code"), text("title"), text("href")], ..EMPTY };

/// A map from any name to a shape: 1.0 to 1.2 ask the name to begin with a letter or digit, 1.3 lets it be `_` too.
macro_rules! named {
    ($of:expr) => {
        Shape {
            patterns: &[
                Pattern { prefix: "", underscore: false, rule: Object($of), since: V1_0, until: V1_2 },
                Pattern { prefix: "", underscore: true, rule: Object($of), since: V1_3, until: V1Dev },
            ],
            ..EMPTY
        }
    };
}

static RENDITIONS_1: Shape = named!(&RENDITION_1);
static ASSOCIATIONS_1: Shape = named!(&ITEM_1);

static RENDITION_1: Shape = Shape {
    fields: &[
        text("href"),
        text("mimetype"),
        text("title"),
        field("height", Number),
        field("width", Number),
        field("sizeinbytes", Number),
        field("duration", Number).since(V1_2),
        text("format").since(V1_2),
    ],
    ..EMPTY
};

// ---- ninjs 2 ----

static ITEM_2: Shape = Shape {
    required: &["uri"],
    fields: &[
        text("uri"),
        field("type", Word(&["text", "audio", "video", "picture", "graphic", "composite", "component"])),
        field("representationtype", Word(&["full", "partial"])),
        text("profile"),
        text("version"),
        text("firstcreated"),
        text("versioncreated"),
        text("contentcreated"),
        text("embargoed"),
        text("expires").since(V2_1),
        field("pubstatus", PUB_STATUS),
        field("urgency", Number),
        text("copyrightholder"),
        text("copyrightnotice"),
        text("usageterms"),
        text("ednote"),
        text("language"),
        field("descriptions", List(&Object(&WORDS_2))),
        field(
            "bodies",
            List(&Object(&Shape {
                base: Some(&WORDS_2),
                required: &["value"],
                fields: &[field("charcount", Number), field("wordcount", Number)],
                ..EMPTY
            })),
        ),
        field("headlines", List(&Object(&WORDS_2))),
        field("people", List(&Object(&CONTACTABLE_2))),
        field(
            "organisations",
            List(&Object(&Shape {
                base: Some(&CONTACTABLE_2),
                fields: &[field(
                    "symbols",
                    List(&Object(&Shape {
                        fields: &[
                            text("ticker"),
                            text("exchange"),
                            text("symboltype").since(V2_1),
                            text("symbol").since(V2_1),
                        ],
                        ..EMPTY
                    })),
                )],
                ..EMPTY
            })),
        ),
        field(
            "places",
            List(&Object(&Shape { base: Some(&CONTACTABLE_2), fields: &[field("geojson", GeoJson)], ..EMPTY })),
        ),
        field(
            "subjects",
            List(&Object(&Shape {
                base: Some(&CONCEPT),
                fields: &[
                    text("creator").since(V2_1),
                    field("relevance", PERCENT).since(V2_1),
                    field("confidence", PERCENT).since(V2_1),
                ],
                ..EMPTY
            })),
        ),
        field("events", List(&Object(&CONCEPT))),
        field("objects", List(&Object(&CONCEPT))),
        field(
            "infosources",
            List(&Object(&Shape {
                fields: &[
                    text("name"),
                    text("role"),
                    text("uri"),
                    text("literal"),
                    field("contactinfo", List(&Object(&CONTACT_INFO))).since(V2_1),
                ],
                ..EMPTY
            })),
        ),
        text("title"),
        text("by"),
        text("slugline"),
        text("located"),
        field(
            "renditions",
            List(&Object(&Shape {
                required: &["name"],
                fields: &[
                    text("name"),
                    text("href"),
                    text("contenttype"),
                    text("title"),
                    field("height", Number),
                    field("width", Number),
                    field("sizeinbytes", Number),
                    field("duration", Number),
                    text("format"),
                ],
                ..EMPTY
            })),
        ),
        field("associations", List(&NamedOrItem(&ITEM_2))).until(V2_0),
        field("associations", List(&Object(&ASSOCIATION_2))).since(V2_1),
        field("altids", List(&Object(&ALT_ID))),
        field("trustindicators", List(&Object(&TRUST_INDICATOR))),
        field("standard", Object(&STANDARD)),
        field("genres", List(&Object(&GENRE))),
        field("rightsinfo", Object(&RIGHTS_INFO)),
        field("digitalsourcetype", Object(&DIGITAL_SOURCE)).since(V2_2),
        field("advices", List(&Object(&ADVICE))).since(V2Dev),
    ],
    ..EMPTY
};

static ASSOCIATION_2: Shape =
    Shape { base: Some(&ITEM_2), fields: &[text("name")], required: &["name", "uri"], ..EMPTY };

static WORDS_2: Shape =
    Shape { required: &["value"], fields: &[text("role"), text("contenttype"), text("value")], ..EMPTY };

static CONTACTABLE_2: Shape =
    Shape { base: Some(&CONCEPT), fields: &[field("contactinfo", List(&Object(&CONTACT_INFO))).since(V2_1)], ..EMPTY };

// ---- ninjs 3 ----

static ITEM_3: Shape = Shape {
    required: &["uri"],
    fields: &[
        text("uri"),
        field("type", NEWS_OBJECT_3),
        field("representationType", Word(&["full", "partial"])),
        text("profile"),
        text("version"),
        text("firstCreated"),
        text("versionCreated"),
        text("contentCreated"),
        text("embargoedUntil"),
        text("expires"),
        field("pubStatus", PUB_STATUS),
        field("urgency", URGENCY),
        text("copyrightHolder"),
        text("copyrightNotice"),
        text("usageTerms"),
        text("edNote"),
        text("language"),
        field("descriptions", List(&Object(&WORDS_3))),
        field(
            "bodies",
            List(&Object(&Shape {
                base: Some(&WORDS_3),
                required: &["value"],
                fields: &[field("charCount", WHOLE), field("wordCount", WHOLE)],
                ..EMPTY
            })),
        ),
        field("headlines", List(&Object(&WORDS_3))),
        field("people", List(&Object(&CONTACTABLE_3))),
        field("organisations", List(&Object(&ORGANISATION_3))),
        field(
            "places",
            List(&Object(&Shape { base: Some(&CONTACTABLE_3), fields: &[field("geoJSON", GeoJson)], ..EMPTY })),
        ),
        field(
            "subjects",
            List(&Object(&Shape {
                base: Some(&CONCEPT),
                fields: &[text("creator"), field("relevance", PERCENT), field("confidence", PERCENT)],
                ..EMPTY
            })),
        ),
        field("events", List(&Object(&Shape { base: Some(&CONCEPT), fields: &[text("id")], ..EMPTY }))),
        field(
            "eventDetails",
            Object(&Shape {
                fields: &[
                    text("eventStatus"),
                    text("plannedCoverageStatus"),
                    field("dates", Object(&DATES_3)),
                    field("organiser", Object(&ORGANISATION_3)),
                ],
                ..EMPTY
            }),
        ),
        field("plannedCoverage", List(&Object(&PLANNED_3))),
        field("objects", List(&Object(&CONCEPT))),
        field(
            "infoSources",
            List(&Object(&Shape {
                fields: &[
                    text("name"),
                    text("role"),
                    text("uri"),
                    text("literal"),
                    field("contactInfo", List(&Object(&CONTACT_INFO_3))),
                ],
                ..EMPTY
            })),
        ),
        text("title"),
        text("by"),
        text("slugline"),
        text("located"),
        field("renditions", List(&Object(&RENDITION_3))),
        field("associations", List(&Object(&ASSOCIATION_3))),
        field("altIds", List(&Object(&ALT_ID))),
        field("trustIndicators", List(&Object(&TRUST_INDICATOR))),
        field("standard", Object(&STANDARD)),
        field("genres", List(&Object(&GENRE))),
        field(
            "rightsInfo",
            Object(&Shape {
                fields: &[text("langId"), text("linkedRights"), text("encodedRights")],
                exactly_one: &[&["linkedRights", "encodedRights"]],
                ..EMPTY
            }),
        ),
        field("digitalSourceType", Object(&DIGITAL_SOURCE)).since(V3_1),
    ],
    ..EMPTY
};

static ASSOCIATION_3: Shape =
    Shape { base: Some(&ITEM_3), fields: &[text("name"), text("rel")], required: &["name", "uri"], ..EMPTY };

const NEWS_OBJECT_3: Rule =
    Word(&["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]);

static WORDS_3: Shape =
    Shape { required: &["value"], fields: &[text("role"), text("contentType"), text("value")], ..EMPTY };

static CONTACTABLE_3: Shape =
    Shape { base: Some(&CONCEPT), fields: &[field("contactInfo", List(&Object(&CONTACT_INFO_3)))], ..EMPTY };

static ORGANISATION_3: Shape = Shape {
    base: Some(&CONTACTABLE_3),
    fields: &[field(
        "symbols",
        List(&Object(&Shape { fields: &[text("exchange"), text("symbolType"), text("symbol")], ..EMPTY })),
    )],
    ..EMPTY
};

static DATES_3: Shape = Shape {
    fields: &[
        text("startDate"),
        text("endDate"),
        field("expectedStartDate", TruncatedDate),
        field("expectedEndDate", TruncatedDate),
        text("expectedDuration"),
        field(
            "recurrence",
            Object(&Shape {
                fields: &[
                    field(
                        "recurrenceDates",
                        Nothing("the published schema asks here for an array that is also a date, which nothing is"),
                    ),
                    field("recurrenceRules", List(&Object(&RECURRENCE_RULE_3))),
                ],
                ..EMPTY
            }),
        ),
    ],
    exactly_one: &[&["startDate", "expectedStartDate"], &["endDate", "expectedEndDate"]],
    ..EMPTY
};

static RECURRENCE_RULE_3: Shape = Shape {
    fields: &[
        field("frequency", Word(&["secondly", "minutely", "hourly", "daily", "weekly", "monthly", "yearly"])),
        field("interval", WHOLE),
        text("until"),
        field("count", WHOLE),
    ],
    ..EMPTY
};

static PLANNED_3: Shape = Shape {
    fields: &[
        text("uri"),
        text("title"),
        field("pubStatus", PUB_STATUS),
        field("type", NEWS_OBJECT_3),
        field(
            "commissioned",
            Object(&Shape {
                fields: &[
                    text("by"),
                    text("on"),
                    field("references", List(&Object(&Shape { fields: &[text("name"), text("value")], ..EMPTY }))),
                ],
                ..EMPTY
            }),
        ),
        field("dates", Object(&DATES_3)),
        field(
            "audiences",
            List(&Object(&Shape { fields: &[text("audience"), field("significance", WHOLE)], ..EMPTY })),
        ),
        field("exclAudience", List(&Text)),
        text("edNote"),
        field("urgency", URGENCY),
        text("language"),
        field("itemCount", Object(&Shape { fields: &[field("rangeFrom", WHOLE), field("rangeTo", WHOLE)], ..EMPTY })),
        field("wordCount", WHOLE),
        field("renditions", List(&Object(&RENDITION_3))),
    ],
    ..EMPTY
};

static RENDITION_3: Shape = Shape {
    required: &["name"],
    fields: &[
        text("name"),
        text("href"),
        text("contentType"),
        text("title"),
        field("width", WHOLE),
        field("height", WHOLE),
        field("sizeInBytes", WHOLE),
        field("duration", Number),
        text("format"),
        text("aspectRatio"),
        text("videoCodec"),
        field("frameRate", Number),
        field("poi", Object(&Shape { fields: &[field("x", WHOLE), field("y", WHOLE)], ..EMPTY })),
        text("transportProtocol"),
        field("scanType", Word(&["progressive", "interlaced"])),
        text("bitrate"),
    ],
    ..EMPTY
};

static CONTACT_INFO_3: Shape = Shape {
    base: Some(&CONTACT_WORDS),
    fields: &[field("address", Object(&Shape { base: Some(&ADDRESS), fields: &[text("postalCode")], ..EMPTY }))],
    exactly_one: &[&["value", "address"]],
    ..EMPTY
};

// ---- in several of them ----

static CONTACT_INFO: Shape = Shape {
    base: Some(&CONTACT_WORDS),
    fields: &[field("address", Object(&Shape { base: Some(&ADDRESS), fields: &[text("postalcode")], ..EMPTY }))],
    exactly_one: &[&["value", "address"]],
    ..EMPTY
};

static CONTACT_WORDS: Shape =
    Shape { fields: &[text("type"), text("role"), text("lang"), text("name"), text("value")], ..EMPTY };

static ADDRESS: Shape =
    Shape { fields: &[field("lines", List(&Text)), text("locality"), text("area"), text("country")], ..EMPTY };

static CONCEPT: Shape = Shape { fields: &[text("name"), text("rel"), text("uri"), text("literal")], ..EMPTY };

static GENRE: Shape = Shape { fields: &[text("name"), text("uri"), text("literal")], ..EMPTY };

static ALT_ID: Shape = Shape { fields: &[text("role"), text("value")], ..EMPTY };

static TRUST_INDICATOR: Shape = Shape { fields: &[text("role"), text("title"), text("href")], ..EMPTY };

static STANDARD: Shape = Shape { fields: &[text("name"), text("version"), text("schema")], ..EMPTY };

static RIGHTS_INFO: Shape = Shape {
    fields: &[text("langid"), text("linkedrights"), text("encodedrights")],
    open: true,
    exactly_one: &[&["linkedrights", "encodedrights"]],
    ..EMPTY
};

static DIGITAL_SOURCE: Shape = Shape { fields: &[text("name"), text("uri"), text("literal")], ..EMPTY };

/// Only in the development schemas: the sender's advice on how to use an item.
static ADVICE: Shape = Shape {
    fields: &[
        field("role", Word(&["publish"])),
        field("environments", List(&Object(&Shape { fields: &[text("code"), text("scheme")], open: true, ..EMPTY }))),
        field("importance", Object(&CODED)),
        field("lifetime", Object(&CODED)),
    ],
    ..EMPTY
};

static CODED: Shape = Shape { fields: &[text("code"), text("scheme")], ..EMPTY };
