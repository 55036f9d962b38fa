-- Stories shown before they are published, and translations before readers have them.

-- A link by which somebody outside the newsroom may see a story before it is published. It ends by itself.
create table preview_link (
    -- SHA-256 of the link's secret
    hash text primary key,
    story bigint not null,
    -- for whom, in the words of whoever made it
    name text not null,
    -- who made it
    actor text not null,
    created_at bigint not null,
    until bigint not null,
    revoked_at bigint
);
create index preview_link_of_story on preview_link (story, created_at);

-- Which group of translations a story's newest text names: what `live` says of published ones, for those that are not yet.
create table translation (
    story bigint primary key,
    -- the number of the group's first story
    first bigint not null
);
create index translation_of_first on translation (first);
