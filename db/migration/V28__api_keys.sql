-- API keys that were added while the service ran. A revoked key stays, so that its name keeps its meaning.
create table api_key (
    name       text primary key,
    role       text        not null check (role in ('READ', 'WORK', 'SUBMIT', 'IMPORT', 'ADMIN')),
    sha256     text        not null unique check (sha256 ~ '^[0-9a-f]{64}$'),
    created_at timestamptz not null default now(),
    created_by text        not null,
    revoked_at timestamptz,
    revoked_by text
);
