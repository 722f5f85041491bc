package io.ledgerstream.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.ledgerstream.link.Invitation.State;
import io.ledgerstream.request.RequestStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvitationTest {

    @Tag("C3")
    @ParameterizedTest
    @CsvSource({
        "REQUESTED,   false, false, false, LIVE",
        "OPENED,      false, true,  false, REPLACED",
        "IN_PROGRESS, false, true,  true,  REPLACED",
        "IN_PROGRESS, false, false, true,  LINK_EXPIRED",
        "REQUESTED,   true,  true,  true,  REQUEST_EXPIRED",
        "EXPIRED,     true,  false, false, REQUEST_EXPIRED",
        "CANCELLED,   true,  true,  true,  CANCELLED",
        "DECLINED,    false, false, false, DECLINED",
        "DECLINED,    true,  false, false, DECLINED_FOR_GOOD",
        "CONNECTED,   false, true,  false, FINISHED"})
    void theRequestsEndCountsBeforeTheLinksOwn(RequestStatus status, boolean dueDatePassed, boolean replaced, boolean expired,
                                               State expected) {
        assertThat(Invitation.state(status, dueDatePassed, replaced, expired)).isEqualTo(expected);
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
