package io.ledgerstream.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

class MachineErrorsTest {

    private final MockMvcTester machine = MockMvcTester.of(List.of(new Failing()),
            builder -> builder.setControllerAdvice(new ErrorPages(), new MachineErrors()).build());

    @Test
    void aMachineReadsTheStatusAndTheReferenceAndNothingOfWhatFailed() {
        assertThat(machine.get().uri("/fails").requestAttr(PageHeaders.CORRELATION, "abc")).hasStatus(500)
            .bodyJson()
            .isStrictlyEqualTo("{\"status\":500,\"reference\":\"abc\"}");
        assertThat(machine.get().uri("/asks").requestAttr(PageHeaders.CORRELATION, "abc")).hasStatus(400)
            .bodyJson()
            .isStrictlyEqualTo("{\"status\":400,\"reference\":\"abc\"}");
    }

    @RestController
    static class Failing {

        @GetMapping("/fails")
        String fails() {
            throw new IllegalStateException("jdbc:postgresql://inside");
        }

        @GetMapping("/asks")
        String asks(@RequestParam String needed) {
            return needed;
        }

    }

}
