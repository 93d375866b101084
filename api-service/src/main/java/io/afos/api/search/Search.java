package io.afos.api.search;

import io.afos.api.job.Job;
import io.afos.api.job.JsonConverter;
import io.afos.api.job.Past;
import io.afos.api.job.Submission;
import io.afos.api.search.candidate.CandidateFunction;
import io.afos.api.strategy.history.Proposal;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A search for good activation functions. */
@Entity
@Table(name = "search")
@DiscriminatorValue("SEARCH")
public class Search extends Job {

    private String strategy;
    private String dataset;
    private String architecture;
    private String recipeHash;

    @Enumerated(EnumType.STRING)
    private @Nullable EndReason endedBy;

    @Convert(converter = SpecificationJson.class)
    @Column(columnDefinition = "jsonb")
    @ColumnTransformer(write = "cast(? as jsonb)")
    private SearchSpecification specification;

    @SuppressWarnings("DataFlowIssue") // JPA sets the fields
    protected Search() {
        this.strategy = "";
        this.dataset = "";
        this.architecture = "";
        this.recipeHash = "";
    }

    Search(String name, int priority, Submission submission, SearchSpecification specification) {
        this(name, priority, submission, specification, null, null);
    }

    /** @param past the history of an imported search */
    public Search(
            String name,
            int priority,
            Submission submission,
            SearchSpecification specification,
            @Nullable Past past,
            @Nullable EndReason endedBy) {
        super(name, priority, submission, past);
        this.specification = specification;
        this.strategy = specification.strategy().name();
        this.dataset = specification.recipe().dataset();
        this.architecture = specification.recipe().network();
        this.recipeHash = specification.recipe().hash();
        this.endedBy = endedBy;
    }

    public SearchSpecification specification() {
        return specification;
    }

    public String recipeHash() {
        return recipeHash;
    }

    /** The reason why it proposes no more candidates; {@code null} while it still may. */
    public @Nullable EndReason endedBy() {
        return endedBy;
    }

    void end(EndReason reason) {
        endedBy = reason;
    }

    /** The hash of the recipe with this number of epochs. */
    String recipeHash(int epochs) {
        return epochs == specification.recipe().epochs()
                ? recipeHash
                : specification.recipe(epochs).hash();
    }

    /** The function to train for a candidate. */
    CandidateFunction functionOf(Proposal proposal) {
        return CandidateFunction.of(specification.problem().function(proposal.chromosome()));
    }

    int epochsOf(Proposal proposal) {
        Integer epochs = proposal.epochs();
        return epochs == null ? specification.recipe().epochs() : epochs;
    }

    static final class SpecificationJson extends JsonConverter<SearchSpecification> {
        SpecificationJson() {
            super(SearchSpecification.class);
        }
    }
}
