package io.keel.im.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.command.GroupCommand;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.logic.Desk.Told;
import io.keel.im.spi.Downlink.RoomChange;
import io.keel.im.spi.Downlink.ToRoom;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomMovesTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId CAT = new UserId("cat");
    private static final GroupId HALL = new GroupId("hall");

    private final Desk desk = new Desk(log -> log);

    /** While CAT is being greeted its gateway may have read that it is a member, and not hold the room yet. */
    @Test
    void whoIsRemovedIsTakenOutWhereItIsConnectedThoughNoRoomIsHeldThere() {
        desk.online(ANN, CAT);
        desk.handle(
                desk.submission(ANN, new GroupCommand.Create(HALL, "the hall", List.of(CAT), Diffusion.READ, false)));

        List<Told> told = desk.handle(desk.submission(ANN, new GroupCommand.Remove(HALL, List.of(CAT))));

        assertThat(told).contains(new Told(Desk.RIGHT, new RoomChange(HALL, List.of(), List.of(CAT))));
    }

    @Test
    void whoComesIsBroughtInWhereItIsConnectedAndNobodyElse() {
        desk.online(ANN, CAT);
        desk.handle(desk.submission(ANN, new GroupCommand.Create(HALL, "the hall", List.of(), Diffusion.READ, false)));

        List<Told> told = desk.handle(desk.submission(ANN, new GroupCommand.Add(HALL, List.of(CAT))));

        assertThat(told).contains(new Told(Desk.RIGHT, new RoomChange(HALL, List.of(CAT), List.of())));
        assertThat(told).noneMatch(each -> each.gateway().equals(Desk.LEFT) && each.what() instanceof RoomChange);
    }

    /** The gateway of who comes tells the registry by itself, but only after the push has come to it. */
    @Test
    void whatIsStoredNextGoesToTheGatewayOfWhoHasJustCome() {
        desk.online(ANN, CAT);
        desk.handle(desk.submission(ANN, new GroupCommand.Create(HALL, "the hall", List.of(), Diffusion.READ, false)));

        List<Told> told = desk.handle(
                desk.submission(ANN, new GroupCommand.Add(HALL, List.of(CAT))),
                desk.submission(ANN, new GroupCommand.Update(HALL, "a room", null)));

        assertThat(told.stream().filter(each -> each.gateway().equals(Desk.RIGHT) && each.what() instanceof ToRoom))
                .hasSize(2);
    }
}
