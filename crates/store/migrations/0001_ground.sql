-- The ground floor: what readers see, the ledger that seals it, and the desk's own tables behind it.
-- Times are microseconds since the epoch, UTC. JSON stands in text columns, byte for byte as it was sealed.
-- `{{without_rowid}}` becomes SQLite's `without rowid` and nothing on PostgreSQL.

-- ---- What readers may see. The reading role has `select` on these and on nothing else. ----

-- One line for each act. Never changed, never deleted.
create table entry (
    position bigint primary key,
    kind text not null,
    subject text not null,
    actor text not null,
    at bigint not null,
    note text,
    -- JSON of the public state the act led to
    state text not null,
    -- what the act touched: use keys, sorted, a space between
    touches text not null,
    content_hash text,
    previous_hash text not null,
    hash text not null
);
create index entry_of_subject on entry (subject, position);
create index entry_of_kind on entry (kind, position);

-- Every content that was ever public, under its hash. Kept when a story is withdrawn: the law asks for two years.
create table published_content (
    hash text primary key,
    text text not null
) {{without_rowid}};

-- Editions, sections, fronts and authors, each as its last entry left it.
create table public_state (
    subject text primary key,
    state text not null
) {{without_rowid}};

-- One row for each story that is or was public, as its last entry left it. The columns beside `state` repeat parts
-- of the state and the content, for lists.
create table live (
    number bigint primary key,
    state text not null,
    edition text not null,
    -- live, withdrawn or barred
    standing text not null,
    section text not null,
    published_at bigint not null,
    updated_at bigint not null,
    urgency bigint not null,
    breaking_until bigint,
    translation bigint,
    content_hash text not null,
    -- JSON: the parts of the content that lists show
    card text not null
);
create index live_updated on live (edition, updated_at);
create index live_breaking on live (edition, breaking_until) where breaking_until is not null;
create index live_translation on live (translation) where translation is not null;

-- Which live stories stand in which list, by hour of first publication. Narrow, so that lists stay cheap at a
-- million stories.
create table listing (
    list text not null,
    published_at bigint not null,
    number bigint not null,
    primary key (list, published_at, number)
) {{without_rowid}};

-- When a part of the sitemap last changed.
create table sitemap_part (
    edition text not null,
    part bigint not null,
    updated_at bigint not null,
    primary key (edition, part)
) {{without_rowid}};

-- Reads counted, by story and hour (whole hours since the epoch). Nodes add up here.
create table reads (
    story bigint not null,
    hour bigint not null,
    reads bigint not null,
    primary key (story, hour)
) {{without_rowid}};
create index reads_of_hour on reads (hour);

-- ---- The desk's own. No reader's handle reaches these. ----

create table story (
    number bigint primary key,
    uri text not null unique,
    edition text not null,
    created_at bigint not null,
    embargo_until bigint,
    -- the newest revision's number
    revision bigint not null default 0
);

-- Saved states of a story. The text moves to `published_content` when it becomes public and is null here then.
create table revision (
    story bigint not null,
    revision bigint not null,
    content_hash text not null,
    text text,
    actor text not null,
    saved_at bigint not null,
    primary key (story, revision)
) {{without_rowid}};

-- A publication to come, on the revision, so that today's stays live meanwhile.
create table schedule (
    story bigint primary key,
    revision bigint not null,
    at bigint not null,
    actor text not null,
    -- the refusal's words, when the hour came and the act was refused
    refused text
);
create index schedule_at on schedule (at) where refused is null;

-- What arrived, exactly as sent, with what came of it.
create table wire_item (
    uri text not null,
    version text not null,
    source text not null,
    raw text not null,
    arrived_at bigint not null,
    story bigint,
    verdict text not null,
    primary key (uri, version)
);

-- What an import mended or could not, kept with the story for the linter.
create table import_finding (
    story bigint not null,
    line bigint not null,
    code text not null,
    severity text not null,
    place text not null,
    message text not null,
    primary key (story, line)
) {{without_rowid}};

-- Who performs work that one node does for all, until when.
create table lease (
    name text primary key,
    holder text not null,
    until bigint not null
);

-- How far a follower has come that keeps nothing of its own.
create table bookmark (
    follower text primary key,
    position bigint not null
);
