package io.afos.api.job;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

public interface Jobs extends JpaRepository<Job, Long> {

    /** The job, with its row locked until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select j from Job j where j.id = :id")
    Optional<Job> findLocked(long id);

    Optional<Job> findByIdempotencyKey(String idempotencyKey);
}
