-- Which transaction changed a standing, and what a board has seen: a change that began before a board was computed and was committed
-- afterwards is missed by their times.
drop index standing_by_change;
alter table standing
    drop column changed_at,
    add column changed_by xid8 not null default pg_current_xact_id();
create index standing_by_change on standing (recipe_hash, changed_by);
alter table board add column seen pg_snapshot not null default pg_current_snapshot();
