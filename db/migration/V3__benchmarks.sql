create table benchmark (
    id            bigint primary key references job on delete cascade,
    metric        text  not null,
    specification jsonb not null
);

-- The cells of a benchmark's matrix: a function under a recipe with a seed. What became of one is its evaluation's business.
create table cell (
    benchmark_id  bigint  not null references benchmark on delete cascade,
    recipe_hash   text    not null references recipe,
    fingerprint   text    not null references activation,
    seed          bigint  not null,
    evaluation_id bigint  not null references evaluation,
    reused        boolean not null,
    primary key (benchmark_id, recipe_hash, fingerprint, seed)
);
create index cell_by_evaluation on cell (evaluation_id);
