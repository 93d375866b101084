-- Of the data sets that a worker can train on, those that it would have to fetch first.
alter table worker add column fetchable text[] not null default '{}';
