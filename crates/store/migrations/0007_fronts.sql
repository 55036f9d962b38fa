-- Arranging fronts: what is being arranged before readers have it, and what waits for its hour.

-- The one draft of each front, shared by everybody who arranges it.
create table front_draft (
    -- `tr`, or `tr/spor` for a section's front
    front text primary key,
    -- ascending with each change
    version bigint not null,
    -- JSON: the arrangement; null where it is what readers have
    arrangement text,
    -- the ledger position of the front's newest entry when the draft came to differ from what readers have
    base bigint not null,
    changed_at bigint not null,
    changed_by text not null
);

-- Arrangements to come, or whose hour has come and who are told of here.
create table front_schedule (
    number bigint primary key,
    front text not null,
    at bigint not null,
    -- who set the hour, and in whose name the act is done
    actor text not null,
    -- JSON: the arrangement
    arrangement text not null,
    -- why the act was refused at its hour; null before, or when it was done
    refused text,
    -- when it was done without some of its stories; the row stays until somebody has seen it
    done_at bigint,
    -- JSON: the numbers of those stories
    left_out text
);
create index front_schedule_at on front_schedule (at);
