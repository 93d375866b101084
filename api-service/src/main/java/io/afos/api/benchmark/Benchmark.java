package io.afos.api.benchmark;

import io.afos.api.job.Job;
import io.afos.api.job.JsonConverter;
import io.afos.api.job.Submission;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;

/** A comparison of activation functions over a matrix of trainings. */
@Entity
@Table(name = "benchmark")
@DiscriminatorValue("BENCHMARK")
public class Benchmark extends Job {

    @Enumerated(EnumType.STRING)
    private BenchmarkMetric metric;

    @Convert(converter = SpecificationJson.class)
    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private BenchmarkSpecification specification;

    @SuppressWarnings("DataFlowIssue") // JPA sets the fields
    protected Benchmark() {
        this.metric = BenchmarkMetric.ACCURACY;
    }

    Benchmark(String name, int priority, Submission submission, BenchmarkSpecification specification) {
        super(name, priority, submission);
        this.specification = specification;
        this.metric = specification.metric();
    }

    public BenchmarkSpecification specification() {
        return specification;
    }

    void extendTo(BenchmarkSpecification larger) {
        specification = larger;
    }

    static final class SpecificationJson extends JsonConverter<BenchmarkSpecification> {
        SpecificationJson() {
            super(BenchmarkSpecification.class);
        }
    }
}
