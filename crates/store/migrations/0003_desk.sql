-- What the desk needs beside people: who is signed in, what was written key by key, and who did what from where.

-- The language a person has the desk in; the first edition's until they choose.
alter table person add column language text;

create table session (
    -- SHA-256 of the cookie
    hash text primary key,
    person bigint not null,
    created_at bigint not null,
    -- the last request, to within some minutes
    seen_at bigint not null,
    -- where it was begun, as the connection and the browser told
    address text not null,
    browser text not null,
    ended_at bigint
);
create index session_of_person on session (person, created_at);

-- A way in that works once: an invitation, or a password forgotten.
create table invitation (
    -- SHA-256 of the link's secret
    hash text primary key,
    person bigint not null,
    created_at bigint not null,
    until bigint not null,
    used_at bigint
);

-- The text of a story as it is written now: the newest revision's, with the names of its blocks.
create table working (
    story bigint primary key,
    -- ascending with each change
    version bigint not null,
    -- the revision that holds the text; another one, when a program saved meanwhile
    revision bigint not null,
    -- JSON: the blocks' names in order
    names text not null
);

-- Everything that was written at the desk, as it was taken. Appended to, never changed.
create table journal (
    story bigint not null,
    -- the version it led to
    version bigint not null,
    -- the opened page it came from and that page's own count, by which nothing is taken twice
    tab text not null,
    seq bigint not null,
    actor text not null,
    at bigint not null,
    -- JSON: what was done to the text
    done text not null,
    -- JSON: where its writer was too late
    conflicts text not null,
    -- JSON: what of `done` its writer did not ask for
    besides text not null,
    primary key (story, version)
) {{without_rowid}};
create unique index journal_of_tab on journal (story, tab, seq);

-- Who did what, from where, beside what the ledger says: signing in and out, failures to, acts at the desk.
create table audit (
    number bigint primary key,
    at bigint not null,
    -- null where nobody was signed in
    actor text,
    kind text not null,
    subject text not null,
    address text not null
);
create index audit_at on audit (at);

-- The board shows what was saved last.
create index revision_saved_at on revision (saved_at);
