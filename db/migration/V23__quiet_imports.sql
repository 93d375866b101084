-- What is imported is no news: it would push the news of running jobs out of the log.
create or replace function tell_epoch() returns trigger language plpgsql as $$
begin
    insert into event (kind, jobs, data)
    select 'epoch', wanted.jobs,
           json_strip_nulls(json_build_object('jobs', wanted.jobs, 'evaluation', new.evaluation_id, 'epoch', new.epoch,
                             'trainLoss', new.train_loss, 'trainAccuracy', new.train_accuracy, 'loss', new.loss,
                             'accuracy', new.accuracy, 'score', new.score, 'seconds', new.seconds,
                             'imagesPerSecond', new.images_per_second))
    from (select array(select job_id from demand where evaluation_id = new.evaluation_id order by job_id) as jobs) wanted
    where cardinality(wanted.jobs) > 0
       or not exists (select from evaluation where id = new.evaluation_id and worker_id like 'imported %');
    return null;
end $$;

-- Only a running search proposes candidates.
create or replace function tell_candidate() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' and (select state <> 'RUNNING' from job where id = new.search_id) then
        return null;
    end if;
    insert into event (kind, jobs, data)
    values ('candidate', array[new.search_id],
            json_build_object('job', new.search_id, 'ordinal', new.ordinal, 'generation', new.generation,
                              'state', new.state, 'fitness', new.fitness, 'formula', new.formula,
                              'fingerprint', new.fingerprint));
    return null;
end $$;
