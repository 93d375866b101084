package io.afos.api.benchmark;

import org.springframework.data.jpa.repository.JpaRepository;

interface Benchmarks extends JpaRepository<Benchmark, Long> {}
