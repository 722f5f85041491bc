package io.ledgerstream.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.link.Invitation.State;
import io.ledgerstream.request.Reopening;
import io.ledgerstream.request.RequestStatus;
import io.ledgerstream.request.Sharing;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvitationTest {

    @Tag("C3")
    @ParameterizedTest
    @CsvSource({ "REQUESTED,   POSSIBLE,     false, false, false, false, false, LIVE",
            "OPENED,      POSSIBLE,     false, true,  false, false, false, REPLACED",
            "IN_PROGRESS, POSSIBLE,     false, true,  true,  false, false, REPLACED",
            "IN_PROGRESS, POSSIBLE,     false, false, true,  false, false, LINK_EXPIRED",
            "REQUESTED,   TOO_LATE,     true,  true,  true,  false, false, REQUEST_EXPIRED",
            "EXPIRED,     TOO_LATE,     true,  false, false, false, false, REQUEST_EXPIRED",
            "CANCELLED,   TOO_LATE,     true,  true,  true,  false, false, CANCELLED",
            "DECLINED,    POSSIBLE,     false, false, false, false, false, DECLINED",
            "DECLINED,    TOO_LATE,     true,  false, false, false, false, DECLINED_FOR_GOOD",
            "DECLINED,    ASKED_ANEW,   false, false, false, false, false, DECLINED_ASKED_ANEW",
            "DECLINED,    SHARING_OVER, true,  false, false, false, true,  DECLINED_SHARING_OVER",
            "CONNECTED,   ASKED_ANEW,   false, true,  false, false, false, FINISHED",
            "CONNECTED,   TOO_LATE,     true,  true,  true,  true,  false, INTERRUPTED",
            "CONNECTED,   TOO_LATE,     true,  true,  true,  true,  true,  ENDED",
            "UPLOADED,    TOO_LATE,     true,  true,  true,  false, false, FINISHED",
            "UPLOADED,    TOO_LATE,     true,  true,  true,  false, true,  ENDED" })
    void theRequestsEndCountsBeforeTheLinksOwn(RequestStatus status, Reopening reopening, boolean dueDatePassed,
            boolean replaced, boolean expired, boolean lost, boolean ended, State expected) {
        Sharing.Standing standing = new Sharing.Standing(Instant.EPOCH, null, lost ? Instant.EPOCH : null,
                ended ? Instant.EPOCH : null);
        assertThat(Invitation.state(status, reopening, dueDatePassed, replaced, expired, standing)).isEqualTo(expected);
    }

    @Test
    void masksLeaveWhatTheInvitedPersonRecognisesAndNoMore() {
        assertThat(Masks.company("Acme Tooling")).isEqualTo("A••• T•••");
        assertThat(Masks.company("  The Very Long Company of Names ")).isEqualTo("T••• V••• L•••");
        assertThat(Masks.company("")).isEqualTo("•••");
        assertThat(Masks.email("dana@acme.example")).isEqualTo("d•••@acme.example");
        assertThat(Masks.email("\"a@b\"@acme.example")).isEqualTo("\"•••@acme.example");
        assertThat(Masks.email("@")).isEqualTo("•••");
    }

}
