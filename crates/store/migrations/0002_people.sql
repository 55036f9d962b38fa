-- People, the tokens programs act with, and answers kept for requests that are sent twice. All of it is the desk's own:
-- no reader's handle reaches any of it.

create table person (
    -- the ledger names people by it (`user:3`), so that an address can be forgotten without touching a sealed entry
    number bigint primary key,
    -- in lower case: one address, one person
    email text not null unique,
    name text not null,
    role text not null,
    -- JSON: where the role holds, such as ["tr","ar/spor"]; everywhere if empty
    beats text not null,
    -- argon2id, in the PHC form; null until a password is set
    password text,
    created_at bigint not null,
    disabled_at bigint
);

create table token (
    -- SHA-256 of the token: 256 random bits need no slow hash
    hash text primary key,
    person bigint not null,
    -- the token's first letters, to tell several apart
    label text not null,
    -- JSON: the rights it was given; null for all its person has
    rights text,
    created_at bigint not null,
    revoked_at bigint
);
create index token_of_person on token (person);

-- What a request with an idempotency key was answered, so that the same request sent again gets the same answer.
create table kept_answer (
    -- who sent it, and the key they gave it
    actor text not null,
    key text not null,
    -- SHA-256 of method, address and body: another request under the same key is a mistake
    request text not null,
    status bigint not null,
    -- JSON: header names and values worth sending again
    headers text not null,
    body text not null,
    at bigint not null,
    primary key (actor, key)
);
create index kept_answer_at on kept_answer (at);
