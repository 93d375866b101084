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
 * Asynchronous successive halving (Li, Jamieson, Rostamizadeh, Gonina, Ben-tzur, Hardt, Recht and Talwalkar, "A System for
 * Massively Parallel Hyperparameter Tuning", MLSys 2020, arXiv 1810.05934): the candidates of another strategy are trained
 * for a few epochs, the rung below; whenever a function belongs to the best 1/reduction of a rung, it is trained for as many
 * epochs as the next rung asks for, and on the last one to the end.
 *
 * <p>When the other strategy is done, the best function of each rung is promoted however small the rung is, so that the
 * search ends with a full training.
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

    /** At most one from each rung, from the uppermost down. */
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

    /** {@code null} above the uppermost rung. */
    private @Nullable Integer epochsAbove(int rung) {
        return rung + 1 < parameters.rungs().size() ? parameters.rungs().get(rung + 1) : null;
    }

    private static Proposal promotion(Member member, @Nullable Integer epochs) {
        return new Proposal(0, member.chromosome(), Operator.PROMOTION, List.of(member.ordinal()), epochs);
    }
}
