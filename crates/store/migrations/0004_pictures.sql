-- The picture library: what the newsroom knows of each picture, and where each is shown. The desk's own; no reader's handle
-- reaches it. The files themselves are kept by `media`.

create table picture (
    -- SHA-256 of the original
    file text primary key,
    -- ascending in the order of arrival: lists and the likeness of all pictures are read by it
    place bigint not null unique,
    -- the file's name as it was sent: words, never a path
    name text not null,
    width bigint not null,
    height bigint not null,
    -- JSON: the widths it is offered in
    widths text not null,
    colour text not null,
    -- what is said of it; empty where nothing is
    alt text not null,
    caption text not null,
    credit text not null,
    rights text not null,
    -- from this hour on it may not be published anew
    rights_until bigint,
    usage_note text not null,
    -- JSON: the point that must be seen
    focus text,
    -- JSON: people, places and subjects the file names
    found text not null,
    -- every word above in the form words are compared in
    words text not null,
    -- 128 bits in hexadecimal that differ little between pictures that look alike; null where the file could not be read
    likeness text,
    -- who took it in; null for what an import brought
    actor text,
    arrived_at bigint not null,
    -- the original it was made from by blurring parts of it, and JSON of the parts
    made_from text,
    regions text not null,
    -- the picture that stands in its place for all readers
    replaced_by text
);
create index picture_rights_until on picture (rights_until) where rights_until is not null;
create index picture_replaced_by on picture (replaced_by) where replaced_by is not null;

-- Which stories show which pictures: in the newest text (`text`), and in what readers have or had last (`live`).
create table picture_use (
    file text not null,
    story bigint not null,
    shown_in text not null,
    primary key (file, story, shown_in)
) {{without_rowid}};
create index picture_use_of_story on picture_use (story, shown_in);
