-- Up to when workers' events have been handled: a lease that ran out later may have been renewed by one that was not.
create table handled_events (
    id int primary key check (id = 1),
    until timestamptz not null
);
