-- Networks that users uploaded as ONNX files, without their weights.
create table network (
    identity    text primary key check (identity ~ '^[0-9a-f]{64}$'),
    name        text        not null unique,
    graph       bytea       not null,
    description jsonb       not null,
    uploaded_by  text        not null,
    created_at  timestamptz not null default now()
);

create index recipe_graph on recipe ((document #>> '{architecture,graph}'))
    where document #>> '{architecture,graph}' is not null;
