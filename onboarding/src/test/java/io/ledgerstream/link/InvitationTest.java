package io.ledgerstream.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.link.Invitation.State;
import io.ledgerstream.request.Reopening;
import io.ledgerstream.request.RequestStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvitationTest {

    @Tag("C3")
    @ParameterizedTest
    @CsvSource({
        "REQUESTED,   POSSIBLE,     false, false, false, LIVE",
        "OPENED,      POSSIBLE,     false, true,  false, REPLACED",
        "IN_PROGRESS, POSSIBLE,     false, true,  true,  REPLACED",
        "IN_PROGRESS, POSSIBLE,     false, false, true,  LINK_EXPIRED",
        "REQUESTED,   TOO_LATE,     true,  true,  true,  REQUEST_EXPIRED",
        "EXPIRED,     TOO_LATE,     true,  false, false, REQUEST_EXPIRED",
        "CANCELLED,   TOO_LATE,     true,  true,  true,  CANCELLED",
        "DECLINED,    POSSIBLE,     false, false, false, DECLINED",
        "DECLINED,    TOO_LATE,     true,  false, false, DECLINED_FOR_GOOD",
        "DECLINED,    ASKED_ANEW,   false, false, false, DECLINED_ASKED_ANEW",
        "DECLINED,    SHARING_OVER, true,  false, false, DECLINED_SHARING_OVER",
        "CONNECTED,   ASKED_ANEW,   false, true,  false, FINISHED"})
    void theRequestsEndCountsBeforeTheLinksOwn(RequestStatus status, Reopening reopening, boolean dueDatePassed, boolean replaced, boolean expired,
                                               State expected) {
        assertThat(Invitation.state(status, reopening, dueDatePassed, replaced, expired)).isEqualTo(expected);
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
