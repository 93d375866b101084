alter table candidate drop constraint candidate_operator_check;
alter table candidate add constraint candidate_operator_check check (
    operator in ('START', 'RANDOM', 'ENUMERATION', 'ELITE', 'CROSSOVER', 'MUTATION', 'PROMOTION'));

-- Why a search proposes no more candidates, and after how many seconds it does not in any case.
alter table search
    add column ended_by text check (ended_by in ('STRATEGY', 'TRAININGS', 'EPOCHS', 'SECONDS', 'FITNESS', 'PATIENCE')),
    add column time_limit bigint generated always as (cast(specification -> 'stop' ->> 'seconds' as bigint)) stored;
update search s set ended_by = 'STRATEGY' from job j where j.id = s.id and j.state = 'COMPLETED';

-- The trainings with further seeds of a search's best functions and of its baselines; a function that is a candidate has its
-- ordinal.
create table replication (
    search_id     bigint  not null references search on delete cascade,
    fingerprint   text    not null,
    seed          bigint  not null,
    ordinal       integer,
    evaluation_id bigint  not null references evaluation,
    primary key (search_id, fingerprint, seed)
);
create index replication_by_evaluation on replication (evaluation_id);
