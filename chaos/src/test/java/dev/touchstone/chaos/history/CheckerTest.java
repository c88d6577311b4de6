package dev.touchstone.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The proof that the checker can fail: one planted history for each anomaly, and the histories beside it that are well. */
class CheckerTest {
    private final PlantedHistory history = new PlantedHistory();

    private static void assertOnly(Judgement judgement, AnomalyKind kind) {
        assertThat(judgement.anomalies()).extracting(Anomaly::kind).containsExactly(kind);
    }

    @Test
    void nothingIsWrongWithAConfirmedMessageThatComesAndIsAcked() {
        Judgement judgement = history.published(0)
                .confirmed(0)
                .killed()
                .redelivered(0)
                .acked(0)
                .judgedAfterDrain();
        assertThat(judgement.anomalies()).isEmpty();
        assertThat(judgement.counts().confirmed()).isEqualTo(1);
    }

    @Test
    void aConfirmedMessageThatNeverComesIsLost() {
        assertOnly(history.published(0).confirmed(0).killed().judgedAfterDrain(), AnomalyKind.L1);
    }

    @Test
    void aDeliveredMessageWithoutAckThatDoesNotComeBackIsLost() {
        assertOnly(history.published(0).confirmed(0).delivered(0).killed().judgedAfterDrain(), AnomalyKind.L1);
    }

    @Test
    void aMessageAckedInARolledBackTransactionThatDoesNotComeBackIsLost() {
        history.published(0).confirmed(0).delivered(0).acked(0, 5);
        history.transaction(EventType.ROLLBACK, 5).transaction(EventType.ROLLED_BACK, 5);
        assertOnly(history.killed().judgedAfterDrain(), AnomalyKind.L1);
    }

    @Test
    void aCommittedPublishThatNeverComesIsLost() {
        assertOnly(history.published(0, 5).committed(5).killed().judgedAfterDrain(), AnomalyKind.L1);
    }

    @Test
    void whatIsUnknownMayComeOrNot() {
        history.published(0).published(1).published(2, 5).transaction(EventType.COMMIT, 5);
        Judgement judgement = history.killed().redelivered(1).acked(1).judgedAfterDrain();
        assertThat(judgement.anomalies()).isEmpty();
        assertThat(judgement.counts().unknownSeen()).isEqualTo(1);
        assertThat(judgement.counts().unknownUnseen()).isEqualTo(2);
    }

    @Test
    void anAckWithoutAnswerMayHaveTakenEffect() {
        history.published(0).confirmed(0).delivered(0).acked(0);
        history.published(1).confirmed(1).delivered(1).acked(1, 5).transaction(EventType.COMMIT, 5);
        assertThat(history.killed().judgedAfterDrain().anomalies()).isEmpty();
    }

    @Test
    void aNackedPublishIsUnknown() {
        assertThat(history.published(0).nacked(0).judgedAfterDrain().anomalies())
                .isEmpty();
    }

    @Test
    void aMessageThatNobodyPublishedIsAPhantom() {
        assertOnly(history.delivered(7).judgedAfterDrain(), AnomalyKind.P1);
    }

    @Test
    void aRolledBackPublishThatComesIsAPhantom() {
        history.published(0, 5).transaction(EventType.ROLLBACK, 5).transaction(EventType.ROLLED_BACK, 5);
        assertOnly(history.delivered(0).acked(0).judgedAfterDrain(), AnomalyKind.P1);
    }

    @Test
    void aPublishWhoseCommitWasNeverSentIsAPhantom() {
        assertOnly(history.published(0, 5).killed().redelivered(0).acked(0).judgedAfterDrain(), AnomalyKind.P1);
    }

    @Test
    void aMessageInAnotherQueueIsAPhantom() {
        assertOnly(history.published(0).deliveredIn(1, 0, false).judgedAfterDrain(), AnomalyKind.P1);
    }

    @Test
    void anotherBodyIsAPhantom() {
        assertOnly(history.of(EventType.CORRUPT).judgedAfterDrain(), AnomalyKind.P1);
    }

    @Test
    void aLaterMessageBeforeAnEarlierOneBreaksTheOrder() {
        history.published(0).published(1).delivered(1).acked(1);
        assertOnly(history.delivered(0).acked(0).judgedAfterDrain(), AnomalyKind.O1);
    }

    @Test
    void theOrderCountsForRedeliveredOnesToo() {
        history.published(0).published(1).delivered(0).delivered(1).killed();
        history.redelivered(1).acked(1).redelivered(0).acked(0);
        assertOnly(history.judgedAfterDrain(), AnomalyKind.O1);
    }

    @Test
    void whatIsNewDoesNotComeAfterWhatWasDeliveredBeforeTheKill() {
        history.published(0).published(1).delivered(1).acked(1).killed();
        assertOnly(history.delivered(0).acked(0).judgedAfterDrain(), AnomalyKind.O1);
    }

    @Test
    void redeliveredOnesStandBeforeWhatIsNew() {
        history.published(0)
                .published(1)
                .published(2)
                .delivered(0)
                .delivered(1)
                .acked(1)
                .killed();
        history.redelivered(0).acked(0).delivered(2).acked(2);
        assertThat(history.judgedAfterDrain().anomalies()).isEmpty();
    }

    @Test
    void aSecondDeliveryHasTheFlag() {
        history.published(0).delivered(0).killed();
        // The number does not rise either: what looks new was delivered before.
        assertThat(history.delivered(0).acked(0).judgedAfterDrain().byKind())
                .containsEntry(AnomalyKind.D1, 1)
                .containsEntry(AnomalyKind.O1, 1);
    }

    @Test
    void duplicatesWithTheFlagAreCounted() {
        history.published(0).delivered(0).killed().redelivered(0).acked(0);
        Judgement judgement = history.judgedAfterDrain();
        assertThat(judgement.anomalies()).isEmpty();
        assertThat(judgement.counts().duplicates()).isEqualTo(1);
    }

    @Test
    void whatWasAckedInACommittedTransactionDoesNotComeBack() {
        history.published(0).delivered(0).acked(0, 5).committed(5).killed();
        assertOnly(history.redelivered(0).acked(0).judgedAfterDrain(), AnomalyKind.D2);
    }

    @Test
    void aPlainAckIsNotForgottenWithoutAKill() {
        history.published(0).published(1).delivered(0).acked(0);
        assertThat(history.redelivered(0).acked(0).judgedAfterDrain().byKind()).containsEntry(AnomalyKind.D2, 1);
    }

    @Test
    void aPlainAckThatAKillUndoesIsCounted() {
        history.published(0).delivered(0).acked(0).killed().redelivered(0).acked(0);
        Judgement judgement = history.judgedAfterDrain();
        assertThat(judgement.anomalies()).isEmpty();
        assertThat(judgement.counts().ackedCameBack()).isEqualTo(1);
    }

    @Test
    void aReturnedMessageHadABinding() {
        assertOnly(history.published(0).returned(0).confirmed(0).judgedAfterDrain(), AnomalyKind.R1);
    }

    @Test
    void aDurableObjectThatIsGoneIsNamed() {
        assertOnly(history.killed().of(EventType.GONE).judgedAfterDrain(), AnomalyKind.G1);
    }

    @Test
    void stuckIsNoPass() {
        assertOnly(history.of(EventType.STUCK).judgedAfterDrain(), AnomalyKind.S1);
    }

    @Test
    void withoutADrainNothingCanBeSaidAboutLostMessages() {
        assertOnly(history.published(0).confirmed(0).killed().judged(), AnomalyKind.S1);
    }
}
