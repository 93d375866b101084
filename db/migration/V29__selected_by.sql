-- Whether a search selected its finalists by this result, which is therefore biased upwards. The leaderboard leaves it out as
-- soon as its function has other results.
alter table evaluation add column selected_by boolean not null default false;

update evaluation e set selected_by = true
where exists (
    select from candidate c join replication r on r.search_id = c.search_id and r.ordinal = c.ordinal
    where c.evaluation_id = e.id);

with affected as (
    select distinct recipe_hash, fingerprint from evaluation where selected_by),
trained as (
    select e.*, bool_or(not e.selected_by) over (partition by e.recipe_hash, e.fingerprint) as replicated
    from evaluation e join affected a on a.recipe_hash = e.recipe_hash and a.fingerprint = e.fingerprint
    where e.state = 'SUCCEEDED'),
renewed as (
    select recipe_hash, fingerprint, count(*) as seeds, count(*) filter (where outcome = 'DIVERGED') as diverged,
           count(*) filter (where outcome = 'SCREENED_OUT') as screened_out, avg(fitness) as fitness,
           avg(accuracy) as accuracy, avg(loss) as loss, avg(score) as score, avg(test_accuracy) as test_accuracy,
           stddev_samp(fitness) as fitness_deviation, stddev_samp(accuracy) as accuracy_deviation,
           stddev_samp(loss) as loss_deviation
    from trained where not (selected_by and replicated)
    group by recipe_hash, fingerprint having count(*) filter (where outcome <> 'DIVERGED') > 0),
dropped as (
    delete from standing s using affected a
    where s.recipe_hash = a.recipe_hash and s.fingerprint = a.fingerprint
      and not exists (select from renewed r where r.recipe_hash = s.recipe_hash and r.fingerprint = s.fingerprint))
update standing s
set seeds = r.seeds, diverged = r.diverged, screened_out = r.screened_out, fitness = r.fitness, accuracy = r.accuracy,
    loss = r.loss, score = r.score, test_accuracy = r.test_accuracy, fitness_deviation = r.fitness_deviation,
    accuracy_deviation = r.accuracy_deviation, loss_deviation = r.loss_deviation, changed_at = now()
from renewed r where r.recipe_hash = s.recipe_hash and r.fingerprint = s.fingerprint;
