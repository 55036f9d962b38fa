-- Which stories the linter looks at again when another changes: those that lead to it, by a link, a card or as a chosen related
-- story, and those whose text it had before. As it was seen when they were last looked at.

create table story_lead (
    led_to bigint not null,
    story bigint not null,
    -- 1 if readers could not open it
    is_broken bigint not null,
    primary key (led_to, story)
) {{without_rowid}};
create index story_lead_of on story_lead (story);
