package io.ledgerstream.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestStatusTest {

    @ParameterizedTest(name = "{0} can become {1}")
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            REQUESTED   | OPENED IN_PROGRESS EXPIRED CANCELLED
            OPENED      | IN_PROGRESS EXPIRED CANCELLED
            IN_PROGRESS | CONNECTED UPLOADED DECLINED EXPIRED CANCELLED
            CONNECTED   | -
            UPLOADED    | -
            DECLINED    | IN_PROGRESS
            EXPIRED     | -
            CANCELLED   | -
            """)
    void ownsItsTransitions(RequestStatus status, String successors) {
        String actual = Arrays.stream(RequestStatus.values())
            .filter(status::canTransitionTo)
            .map(Enum::name)
            .collect(Collectors.joining(" "));
        assertThat(actual).isEqualTo(successors == null ? "" : successors);
    }

}
