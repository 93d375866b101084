package io.afos.api.search;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface Searches extends JpaRepository<Search, Long> {

    /**
     * Running searches that can take a step: their last advance was interrupted, or took as many steps as one transaction may.
     */
    @Query(nativeQuery = true, value = """
                    select j.id from job j
                    where j.state = 'RUNNING' and j.kind = 'SEARCH'
                      and (not exists (select from demand d where d.job_id = j.id)
                           or not exists (select from candidate c where c.search_id = j.id and c.state = 'OPEN')
                              and exists (select from search s where s.id = j.id and s.ended_by is null))
                    order by j.id limit 100""")
    List<Long> findStalled();

    /** Running searches that have reached their time limit. */
    @Query(nativeQuery = true, value = """
                    select j.id from job j join search s on s.id = j.id
                    where j.state = 'RUNNING' and s.ended_by is null
                      and s.time_limit <= extract(epoch from now() - j.created_at) - j.paused_seconds
                    order by j.id limit 100""")
    List<Long> findOverdue();
}
