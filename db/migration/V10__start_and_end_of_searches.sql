alter table candidate drop constraint candidate_operator_check;
alter table candidate add constraint candidate_operator_check check (
    operator in ('START', 'RANDOM', 'ENUMERATION', 'ELITE', 'CROSSOVER', 'MUTATION', 'PROMOTION'));

-- Why a search proposes no more candidates, and after how many seconds it does not in any case.
alter table search
    add column ended_by text check (ended_by in ('STRATEGY', 'TRAININGS', 'EPOCHS', 'SECONDS', 'FITNESS', 'PATIENCE')),
    add column time_limit bigint generated always as (cast(specification -> 'stop' ->> 'seconds' as bigint)) stored;

-- The trainings that its candidates asked for and nobody had asked for before, and the epochs of these; of those that are not
-- over, as many as they will take at most.
alter table search
    add column spent_trainings integer not null default 0,
    add column spent_epochs    bigint  not null default 0;
update search s
set spent_trainings = own.trainings, spent_epochs = own.epochs
from (select c.search_id, count(*) as trainings, sum(coalesce(e.epochs, c.epochs)) as epochs
      from candidate c join evaluation e on e.id = c.evaluation_id
      where not c.reused group by c.search_id) own
where own.search_id = s.id;
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

-- The latest trainings under a recipe that workers of this installation did: how fast they are.
create index evaluation_done_here on evaluation (recipe_hash, finished_at desc)
    where state = 'SUCCEEDED' and worker_id not like 'imported %';
