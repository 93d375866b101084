package io.afos.api.benchmark;

import org.springframework.data.jpa.repository.JpaRepository;

/** All benchmarks. */
interface Benchmarks extends JpaRepository<Benchmark, Long> {}
