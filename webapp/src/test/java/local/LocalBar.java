package local;

import java.time.Clock;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * Puts the bar on top of every page; the shells insert it where the model says so, which
 * only this does.
 */
@ControllerAdvice
class LocalBar {

    private final Outside outside;

    private final Clock clock;

    LocalBar(Outside outside, Clock clock) {
        this.outside = outside;
        this.clock = clock;
    }

    @ModelAttribute
    void bar(Model model) {
        model.addAttribute("localBar", true);
        model.addAttribute("localQuickBooks", outside.quickBooks().base());
        model.addAttribute("localNetSuite", outside.netSuite().base());
        model.addAttribute("localTime", clock.instant().atZone(clock.getZone()));
    }

}
