package io.afos.api.strategy;

import io.afos.api.strategy.history.Decision;
import io.afos.api.strategy.history.History;
import io.afos.api.strategy.history.Member;
import io.afos.api.strategy.history.Operator;
import io.afos.api.strategy.history.Proposal;
import io.afos.api.strategy.history.Proposer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous successive halving (Li, Jamieson, Rostamizadeh, Gonina, Ben-tzur, Hardt, Recht and Talwalkar, "A System
 * for Massively Parallel Hyperparameter Tuning", MLSys 2020, arXiv 1810.05934). The candidates of another strategy are
 * first trained for a few epochs, the lowest rung. A function among the best 1/reduction of a rung is promoted: it is
 * trained for the number of epochs of the next rung, and after the last rung to the end.
 *
 * <p>When the other strategy has finished, the best function of each rung is promoted however small the rung is, so
 * that the search ends with a full training.
 */
final class AshaProposer implements Proposer {

    private final AshaStrategy parameters;
    private final Proposer base;

    AshaProposer(AshaStrategy parameters, Proposer base) {
        this.parameters = parameters;
        this.base = base;
    }

    @Override
    public Decision next(History history) {
        Decision decision = base.next(history);
        boolean ending = decision instanceof Decision.Finish;
        var proposals = new ArrayList<>(promotions(history, ending));
        if (decision instanceof Decision.Propose propose) {
            int epochs = parameters.rungs().get(0);
            propose.proposals().forEach(proposal -> proposals.add(proposal.shortened(epochs)));
        }
        if (!proposals.isEmpty()) {
            return new Decision.Propose(proposals);
        }
        return ending && history.openPromotions() == 0 ? decision : new Decision.Wait();
    }

    /** At most one promotion per rung, from the highest rung down. */
    private List<Proposal> promotions(History history, boolean ending) {
        var promotions = new ArrayList<Proposal>();
        for (int i = parameters.rungs().size() - 1; i >= 0; i--) {
            History.Rung rung = history.rung(parameters.rungs().get(i));
            Member contender = rung.contender();
            if (contender != null && isPromotable(rung, ending)) {
                promotions.add(promotion(contender, epochsAbove(i)));
            }
        }
        return promotions;
    }

    private boolean isPromotable(History.Rung rung, boolean ending) {
        return rung.rank() <= Math.max(rung.size() / parameters.reduction(), ending ? 1 : 0);
    }

    /** {@code null} above the highest rung. */
    private @Nullable Integer epochsAbove(int rung) {
        return rung + 1 < parameters.rungs().size() ? parameters.rungs().get(rung + 1) : null;
    }

    private static Proposal promotion(Member member, @Nullable Integer epochs) {
        return new Proposal(0, member.chromosome(), Operator.PROMOTION, List.of(member.ordinal()), epochs);
    }
}
