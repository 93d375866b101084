-- Results with the seed by which a search selected its finalists are biased upwards. Once the search has trained a finalist or a
-- baseline with further seeds, the leaderboard counts those only.
alter table evaluation add column superseded boolean not null default false;

update evaluation e set superseded = true
where exists (
    select from replication r join search s on s.id = r.search_id
    where r.fingerprint = e.fingerprint and s.recipe_hash = e.recipe_hash
      and e.seed = (s.specification ->> 'trainingSeed')::bigint);

with affected as (
    select distinct recipe_hash, fingerprint from evaluation where superseded),
trained as (
    select e.*, bool_or(not e.superseded) over (partition by e.recipe_hash, e.fingerprint) as replicated
    from evaluation e join affected a on a.recipe_hash = e.recipe_hash and a.fingerprint = e.fingerprint
    where e.state = 'SUCCEEDED'),
renewed as (
    select recipe_hash, fingerprint, count(*) as seeds, count(*) filter (where outcome = 'DIVERGED') as diverged,
           count(*) filter (where outcome = 'SCREENED_OUT') as screened_out, avg(fitness) as fitness,
           avg(accuracy) as accuracy, avg(case when loss > 1e100 then 1e100 else loss end) as loss, avg(score) as score, avg(test_accuracy) as test_accuracy,
           stddev_samp(fitness) as fitness_deviation, stddev_samp(accuracy) as accuracy_deviation,
           stddev_samp(case when loss > 1e100 then 1e100 else loss end) as loss_deviation
    from trained where not (superseded and replicated)
    group by recipe_hash, fingerprint having count(*) filter (where outcome <> 'DIVERGED') > 0),
dropped as (
    delete from standing s using affected a
    where s.recipe_hash = a.recipe_hash and s.fingerprint = a.fingerprint
      and not exists (select from renewed r where r.recipe_hash = s.recipe_hash and r.fingerprint = s.fingerprint))
update standing s
set seeds = r.seeds, diverged = r.diverged, screened_out = r.screened_out, fitness = r.fitness, accuracy = r.accuracy,
    loss = r.loss, score = r.score, test_accuracy = r.test_accuracy, fitness_deviation = r.fitness_deviation,
    accuracy_deviation = r.accuracy_deviation, loss_deviation = r.loss_deviation, changed_by = pg_current_xact_id()
from renewed r where r.recipe_hash = s.recipe_hash and r.fingerprint = s.fingerprint;
