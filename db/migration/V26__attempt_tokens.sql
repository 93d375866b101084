-- The key of the tokens by which workers show that they were given an attempt.
create table attempt_key (
    id  integer primary key check (id = 1),
    key bytea not null
);
insert into attempt_key
values (1, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'));

-- Attempts up to this one may have been given without a token, before there were any.
alter table evaluation add column untokened integer not null default 0;
update evaluation set untokened = case state when 'PENDING' then attempt - 1 else attempt end
where state in ('PENDING', 'QUEUED', 'RUNNING') and dataset not like 'external:%';
