-- What is wrong on a worker for the moment, by data set, and what it found in folders of images (docs/datasets.md).
alter table worker
    add column troubles jsonb not null default '[]',
    add column folders jsonb not null default '[]';
