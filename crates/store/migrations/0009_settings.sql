-- What was filled in on a settings page and readers do not have yet.

create table setting_draft (
    -- what it is of, such as `masthead/tr`
    subject text primary key,
    -- JSON: the part as it was filled in
    text text not null,
    actor text not null,
    saved_at bigint not null
);
