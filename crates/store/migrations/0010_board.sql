-- The board: each story as its newest revision has it, in a narrow row that is filtered, searched and told of. All of it is the
-- desk's own, and all but what people chose themselves follows from `story`, `revision`, `live` and `schedule`.

create table board (
    story bigint primary key,
    edition text not null,
    -- the home section; empty where none is chosen yet
    section text not null,
    stage text not null,
    -- JSON: what a row shows of the words
    card text not null,
    -- what it is found by: folded words, a space before, between and behind them
    words text not null,
    begun_by text not null,
    saved_by text not null,
    saved_at bigint not null,
    assigned_to text,
    -- ascending through the newsroom, so that whoever looks on can ask what is new; 0 for what was entered in bulk
    changed bigint not null
);
create index board_saved on board (saved_at, story);
create index board_stage on board (stage, saved_at, story);
create index board_section on board (edition, section, saved_at, story);
create index board_begun on board (begun_by, saved_at, story);
create index board_saver on board (saved_by, saved_at, story);
create index board_assigned on board (assigned_to, saved_at, story) where assigned_to is not null;
create index board_changed on board (changed);

-- The same words one by one, in the order of their bytes, so that the beginning of a word finds it.
create table board_word (
    word text {{by_bytes}} not null,
    story bigint not null,
    primary key (word, story)
) {{without_rowid}};

-- Stories whose row is still to be made: what was there before this table, and what arrives in bulk.
create table board_due (
    story bigint primary key
);
insert into board_due (story) select number from story where revision > 0;

-- Whose hands a story is in.
create table assignment (
    story bigint primary key,
    actor text not null,
    given_by text not null,
    at bigint not null
);

-- Filters of the board that somebody kept under a name.
create table saved_view (
    person bigint not null,
    name text not null,
    -- the query of the board's address
    query text not null,
    created_at bigint not null,
    primary key (person, name)
) {{without_rowid}};

-- Who has a story open, as told some seconds ago: lines grow old rather than being taken away.
create table presence (
    story bigint not null,
    tab text not null,
    actor text not null,
    name text not null,
    seen_at bigint not null,
    primary key (story, tab)
) {{without_rowid}};
create index presence_seen on presence (seen_at);

-- Reads by the minute (whole minutes since the epoch), for the figures of now. Kept for some hours.
create table reads_minute (
    story bigint not null,
    minute bigint not null,
    reads bigint not null,
    primary key (minute, story)
) {{without_rowid}};

-- Reads of a story by where its readers came from: one of a few dozen names, and nothing of who they are. Kept for some days.
create table reads_from (
    story bigint not null,
    hour bigint not null,
    source text not null,
    reads bigint not null,
    primary key (story, hour, source)
) {{without_rowid}};
create index reads_from_hour on reads_from (hour);

-- The same added up over the stories of a section, so that the figures of days cost the same however many stories were read.
create table reads_of_section (
    hour bigint not null,
    edition text not null,
    section text not null,
    source text not null,
    reads bigint not null,
    primary key (hour, edition, section, source)
) {{without_rowid}};
-- What was counted before tells no source.
insert into reads_of_section (hour, edition, section, source, reads)
    select reads.hour, live.edition, live.section, '', cast(sum(reads.reads) as bigint) from reads
    join live on live.number = reads.story
    where reads.hour > (select coalesce(max(newest.hour), 0) - 192 from reads as newest)
    group by reads.hour, live.edition, live.section;
