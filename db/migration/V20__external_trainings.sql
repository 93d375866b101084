-- Trainings by programs of the users' own: what they report may be a score of their own, and need not be all metrics.
alter table evaluation add column score double precision;

alter table epoch
    add column score double precision,
    alter column train_loss drop not null,
    alter column train_accuracy drop not null,
    alter column loss drop not null,
    alter column accuracy drop not null;

alter table standing
    add column score double precision,
    alter column accuracy drop not null,
    alter column loss drop not null;

-- A trainer that asks for work while it holds some gets the same again.
create index lease_by_worker on lease (worker_id);

create or replace function tell_epoch() returns trigger language plpgsql as $$
begin
    insert into event (kind, jobs, data)
    select 'epoch', wanted.jobs,
           json_strip_nulls(json_build_object('jobs', wanted.jobs, 'evaluation', new.evaluation_id, 'epoch', new.epoch,
                             'trainLoss', new.train_loss, 'trainAccuracy', new.train_accuracy, 'loss', new.loss,
                             'accuracy', new.accuracy, 'score', new.score, 'seconds', new.seconds,
                             'imagesPerSecond', new.images_per_second))
    from (select array(select job_id from demand where evaluation_id = new.evaluation_id order by job_id) as jobs) wanted;
    return null;
end $$;
