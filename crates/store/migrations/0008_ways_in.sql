-- Ways in beside a password: passkeys, one-time codes, recovery codes; and what they need: rules, mail, tokens that end.

-- A key that a person's device or password manager holds. Only its public half is here.
create table passkey (
    -- the credential's id, as hexadecimal digits
    id text primary key,
    person bigint not null,
    -- what the device knows its person by: random, the same for all keys of one person
    handle text not null,
    -- as its person calls it
    name text not null,
    -- JSON: public key, sign counter, what the device said of itself
    credential text not null,
    created_at bigint not null,
    used_at bigint
);
create index passkey_of_person on passkey (person);

-- What a person's authenticator app and we both know.
create table one_time_secret (
    person bigint primary key,
    -- base32
    secret text not null,
    created_at bigint not null,
    -- null until a code of it was shown once
    confirmed_at bigint,
    -- the half minute of the last code taken: none is taken twice, nor an older one after it
    step bigint not null
);

create table recovery_code (
    -- SHA-256 of person and code
    hash text primary key,
    person bigint not null,
    created_at bigint not null,
    used_at bigint
);
create index recovery_code_of_person on recovery_code (person);

-- Something begun in one browser that only the same browser may finish, once, before its hour: a challenge to a passkey,
-- or a sign-in whose password was right and whose second step is to come.
create table ceremony (
    -- SHA-256 of the browser's cookie
    browser text not null,
    -- passkey-sign-in, passkey-register, passkey-confirm, second-step
    kind text not null,
    -- null where nobody is known yet
    person bigint,
    -- JSON
    state text not null,
    until bigint not null,
    primary key (browser, kind)
);

-- Browsers in which somebody has signed in before.
create table known_browser (
    -- SHA-256 of a cookie that outlives sessions
    browser text not null,
    person bigint not null,
    first_at bigint not null,
    last_at bigint not null,
    primary key (browser, person)
);

-- When this person last showed that it is them: acts that open doors ask for it anew after a while.
alter table session add column confirmed_at bigint;
-- It was begun in a browser their person had not signed in with; and when they were told.
alter table session add column strange_at bigint;
alter table session add column told_at bigint;

-- What a token is for, when it ends, and its last request to within some minutes.
alter table token add column name text;
alter table token add column until bigint;
alter table token add column used_at bigint;

-- Links that set a password: those sent by mail to somebody who forgot it are told apart from invitations.
alter table invitation add column kind text;

-- Rules of signing in; one row.
create table sign_in_rule (
    number bigint primary key,
    -- from this role upwards a second factor is needed; null for nobody
    second_factor_from text,
    second_factor_since bigint
);

-- The server that mail goes out through; one row.
create table mail_server (
    number bigint primary key,
    host text not null,
    port bigint not null,
    -- tls, starttls, none
    security text not null,
    -- empty where none is asked for
    account text not null,
    password text,
    sender text not null,
    changed_at bigint not null
);

-- Letters on their way out.
create table letter (
    number bigint primary key,
    -- invitation, reset, new-sign-in, test
    kind text not null,
    recipient text not null,
    subject text not null,
    -- empty once it is sent or given up: they hold links that open doors
    text text not null,
    html text not null,
    created_at bigint not null,
    -- when it is tried next
    next_at bigint not null,
    tries bigint not null,
    sent_at bigint,
    -- no longer tried
    given_up_at bigint,
    -- what the server, or the way to it, last said
    answer text not null
);
create index letter_next on letter (next_at);
