-- The one row that is written to find out whether the database takes changes.
create table write_probe (
    only_one boolean primary key default true check (only_one),
    written_at timestamptz not null default now()
);

insert into write_probe default values;
