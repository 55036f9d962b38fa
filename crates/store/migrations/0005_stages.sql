-- How a story comes to its readers inside the house: its stage, who moved it and why, what was said about it, and where a
-- second pair of eyes is asked for.

-- Where a story stands that readers do not have, or have in an older text. No row: a draft that nobody moved.
create table stage (
    story bigint primary key,
    -- idea, draft, to-be-read, ready
    stage text not null,
    since bigint not null,
    -- who moved it there, and the text they moved: `ready` holds for exactly this one
    actor text not null,
    content_hash text not null,
    -- the hour it is promised for
    due_at bigint
);
create index stage_of on stage (stage, since);

-- Every move, with what was said at it. Appended to, never changed.
create table stage_move (
    story bigint not null,
    turn bigint not null,
    move text not null,
    stage text not null,
    actor text not null,
    at bigint not null,
    revision bigint not null,
    note text,
    primary key (story, turn)
) {{without_rowid}};

-- Sections in which nobody publishes what they wrote last, and only what somebody else has read.
create table four_eyes (
    edition text not null,
    section text not null,
    primary key (edition, section)
) {{without_rowid}};

-- What colleagues say about a story to each other. Readers never see it.
create table comment (
    story bigint not null,
    number bigint not null,
    -- the comment that began the thread; its own number for that one
    thread bigint not null,
    actor text not null,
    at bigint not null,
    words text not null,
    -- JSON, on the first of a thread: what it is about
    anchor text,
    -- on the first of a thread: when it was settled, and by whom
    resolved_at bigint,
    resolved_by text,
    -- ascending in the story with each change to its comments, so that open pages see that something is new
    version bigint not null,
    primary key (story, number)
) {{without_rowid}};

-- The older revision whose text this one brought back.
alter table revision add column restored bigint;

-- The refusal's code beside its words, so that the desk can tell it in its own language.
alter table schedule add column refused_code text;
