alter table candidate drop constraint candidate_operator_check;
alter table candidate add constraint candidate_operator_check check (
    operator in ('START', 'RANDOM', 'ENUMERATION', 'ELITE', 'CROSSOVER', 'MUTATION', 'PROMOTION'));
