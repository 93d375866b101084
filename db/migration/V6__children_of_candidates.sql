-- Who was made from a candidate: looked up from the page of a function.
create index candidate_by_parent on candidate using gin (parents) where parents <> '{}' and operator <> 'ELITE';
