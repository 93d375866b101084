-- Each data set has its own task queue, so that tasks reach only workers that can read it.
alter table evaluation add column dataset text;
update evaluation e set dataset = r.dataset from recipe r where r.hash = e.recipe_hash;
alter table evaluation alter column dataset set not null;

drop index evaluation_to_dispatch;
create index evaluation_to_dispatch on evaluation (dataset, priority desc, id) where state = 'PENDING' and not held;
drop index evaluation_queued;
create index evaluation_queued on evaluation (dataset, queued_at) where state = 'QUEUED';
