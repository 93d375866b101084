alter table candidate drop constraint candidate_operator_check;
alter table candidate add constraint candidate_operator_check check (
    operator in ('RANDOM', 'ENUMERATION', 'ELITE', 'CROSSOVER', 'MUTATION', 'PROMOTION'));

-- The epochs of a training that is not shortened.
alter table search add column epochs integer generated always as (
    cast(specification -> 'recipe' ->> 'epochs' as integer)) stored;

-- After how many epochs a candidate's training ends: those of the search's recipe, or fewer on a rung; whether its function
-- was a candidate with as many epochs before; and whether it has been promoted to the next rung.
alter table candidate
    add column epochs   integer,
    add column repeated boolean not null default false,
    add column promoted boolean not null default false;
update candidate c
set epochs = s.epochs,
    repeated = exists (
        select from candidate o
        where o.fingerprint = c.fingerprint and o.search_id = c.search_id and o.ordinal < c.ordinal)
from search s where s.id = c.search_id;
alter table candidate alter column epochs set not null;

drop index candidate_by_fitness;
create index candidate_by_fitness on candidate (search_id, epochs desc, fitness desc nulls last, ordinal);
drop index candidate_by_fingerprint;
create index candidate_by_fingerprint on candidate (fingerprint, search_id);
create index candidate_on_rung on candidate (search_id, epochs, promoted, fitness desc, ordinal)
    where fitness is not null and evaluation_id is not null and not repeated;
create index candidate_promotion on candidate (search_id, fingerprint, epochs) where operator = 'PROMOTION';

-- Recipes that only shorten another one's training are no context of their own for the leaderboard.
alter table recipe add column shortened boolean not null default false;
