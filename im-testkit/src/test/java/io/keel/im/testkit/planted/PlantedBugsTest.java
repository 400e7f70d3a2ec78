package io.keel.im.testkit.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bug is found by the test that was written against it. */
class PlantedBugsTest {
    static Stream<Arguments> bugs() {
        return Stream.of(
                bug(LogBugs.SeqReused.class, "seqsCountFromOneInOrder"),
                bug(LogBugs.LostBatchMate.class, "conversationsAreCountedApart"),
                bug(LogBugs.DedupePerUser.class, "clientMsgIdBelongsToUserAndDevice"),
                bug(LogBugs.SecondRecallMakesAnEvent.class, "secondRecallIsUnchanged"),
                bug(LogBugs.MembershipVersionIgnored.class, "messageJudgedByOlderMembershipIsStale"),
                bug(LogBugs.HistoryPageSkips.class, "windowBeforeHoldsTheLastOnes"),
                bug(LogBugs.TextCut.class, "sizesUpTo64KibComeBack"),
                bug(RepeatBugs.ResendIsRedelivered.class, "resentClientMsgIdIsRepeated"),
                bug(RepeatBugs.PresentGroupTold.class, "redeliveredChangeTellsTheGroupAsItLeftIt"),
                bug(RepeatBugs.PresentMembersTold.class, "redeliveredMessageTellsTheInboxesOfThen"),
                bug(RepeatBugs.OnlySendsAreFound.class, "commandsAreFoundByTheirIds"),
                bug(StoreBugs.InboxGap.class, "entriesComeAscendingAfterAPosition"),
                bug(StoreBugs.CaseFolded.class, "caseMakesTwoInboxes"),
                bug(StoreBugs.RemovalCountsTwice.class, "removedBeforeCountsForNothing"),
                bug(StoreBugs.UnreadDrifts.class, "repeatsDoNotDrift"),
                bug(StoreBugs.PositionMovesBack.class, "positionMovesForwardAndNeverBack"),
                bug(StoreBugs.AccountTakenOver.class, "keepsTheFirstAccountOfAName"),
                bug(TransitBugs.StaleSessionWins.class, "olderSessionThatComesLateIsNotRegistered"),
                bug(TransitBugs.LateOfflineErasesNewer.class, "lateEndLeavesTheNewerAlone"),
                bug(TransitBugs.DeadGatewayIsFound.class, "sessionsOfAnAbsentGatewayArePassedOver"),
                bug(TransitBugs.FlushGoesUnnoticed.class, "forgettingIsTold"),
                bug(TransitBugs.LocateSkipsOne.class, "noneOfAThousandIsSkipped"),
                bug(TransitBugs.BusReorders.class, "oneConversationArrivesInOrder"),
                bug(TransitBugs.BusForgetsWhatFailed.class, "failedBatchIsHandedOverAgain"),
                bug(TransitBugs.BusDoesNotWait.class, "nextBatchWaitsForTheEndOfTheOneBefore"),
                bug(TransitBugs.BusMixesGateways.class, "eachGatewayGetsItsOwn"),
                bug(TransitBugs.SignatureIgnored.class, "refusesATokenThatWasChanged"),
                bug(CoordinationBugs.ReleaseTakesTheNextHoldersLock.class, "releasingTwiceLeavesTheNextHolderAlone"),
                bug(CoordinationBugs.LateEndTakesTheNewer.class, "announcedAgainReplaces"),
                bug(CoordinationBugs.MarkForgotten.class, "holderWithAClockBehindWaits"));
    }

    @ParameterizedTest(name = "{0} fails {1}")
    @MethodSource("bugs")
    void suiteFindsTheBug(Class<?> suite, String test) {
        Set<String> failures = Suites.failuresOf(suite);

        assertThat(failures).contains(test);
    }

    private static Arguments bug(Class<?> suite, String test) {
        return Arguments.of(suite, test);
    }
}
