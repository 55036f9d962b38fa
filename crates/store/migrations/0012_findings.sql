-- What the linter's rules find in the newest text of each story, for the queue of repairs. All of it follows from the stories
-- and the rules, and is looked for anew when either changes.

create table finding (
    story bigint not null,
    -- its place among the story's findings, from 0
    line bigint not null,
    edition text not null,
    code text not null,
    severity text not null,
    -- headline, body[3]
    place text not null,
    words text not null,
    message text not null,
    -- how it is mended: certain, eye (somebody must look), or empty
    mend text not null,
    primary key (story, line)
) {{without_rowid}};
create index finding_of_rule on finding (edition, code, story, line);

-- How many of each rule there are, kept with them, so that no page counts.
create table finding_count (
    edition text not null,
    code text not null,
    found bigint not null,
    -- of these, to be mended without anybody looking
    certain bigint not null,
    primary key (edition, code)
) {{without_rowid}};

-- Stories that changed since they were looked at.
create table finding_due (
    story bigint primary key
);

-- One row: how far the whole archive was looked at by which rules.
create table inspection (
    name text primary key,
    rules bigint not null,
    -- the last story's number
    walked bigint not null,
    -- the hour the end was reached; empty while there is more
    walked_at bigint
);
