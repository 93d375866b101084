-- Events of workers that are newer than the API that received them.
create table newer_event (
    id      bigint generated always as identity primary key,
    version integer     not null,
    body    bytea       not null,
    kept_at timestamptz not null default now()
);

-- The server that receives a webhook's messages: host and port.
alter table webhook
    add column receiver text not null generated always as (lower(substring(url from '^[A-Za-z]+://([^/?#]*)'))) stored;
create index webhook_delivery_done on webhook_delivery (next_attempt_at) where state <> 'PENDING';
