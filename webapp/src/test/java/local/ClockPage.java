package local;

import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Sends the clock forward, so that reminders and due dates can be seen without waiting
 * for them.
 */
@Controller
class ClockPage {

    private final Time time;

    ClockPage(Time time) {
        this.time = time;
    }

    enum Step {

        HOUR(Duration.ofHours(1), "1 hour"), DAY(Duration.ofDays(1), "1 day"), WEEK(Duration.ofDays(7), "7 days");

        private final Duration length;

        private final String words;

        Step(Duration length, String words) {
            this.length = length;
            this.words = words;
        }

        public String words() {
            return words;
        }

    }

    @GetMapping("/local/clock")
    String clock(@RequestParam(required = false) Step by, @RequestParam(defaultValue = "true") boolean moved,
            Model model) {
        model.addAttribute("ahead", time.ahead());
        model.addAttribute("steps", List.of(Step.values()));
        model.addAttribute("by", by);
        model.addAttribute("moved", moved);
        return "local/clock";
    }

    @PostMapping("/local/clock")
    String forward(@RequestParam Step by, @RequestParam Duration from) {
        return "redirect:/local/clock?by=" + by + "&moved=" + time.forward(from, by.length);
    }

}
