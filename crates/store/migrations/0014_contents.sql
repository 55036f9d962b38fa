-- Contents in a table of their own numbers with an index of hashes, on SQLite: without such numbers the tree of hashes held the
-- texts themselves, so that looking one up read a handful of other stories on the way. PostgreSQL keeps them so from the start.
{{on_sqlite}}create table content_by_number (
{{on_sqlite}}    hash text primary key,
{{on_sqlite}}    text text not null
{{on_sqlite}});
{{on_sqlite}}insert into content_by_number (hash, text) select hash, text from published_content;
{{on_sqlite}}drop table published_content;
{{on_sqlite}}alter table content_by_number rename to published_content;
