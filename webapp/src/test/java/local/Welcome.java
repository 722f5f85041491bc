package local;

import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.UserView;
import io.ledgerstream.platform.CurrentLender;
import java.util.stream.Collectors;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Says where to go and who may sign in. */
class Welcome {

    private final Outside outside;

    private final Lenders lenders;

    Welcome(Outside outside, Lenders lenders) {
        this.outside = outside;
        this.lenders = lenders;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        String base = outside.settings().baseUrl();
        System.out.println("""

                Ledgerstream is running in local mode. Everything outside is a stand-in; data are kept in %s

                  Portal       %s
                  Inbox        %s/local/inbox     every mail that was sent
                  QuickBooks   %s                 its stand-in: who is connected, what was called
                  NetSuite     %s                 its stand-in: accounts and their setup pages
                  Clock        %s/local/clock     forward by an hour, a day, a week

                Who may sign in, each with the password %s
                %s
                """.formatted(outside.settings().directory(), base, base, outside.quickBooks().base(),
                outside.netSuite().base(), base, SampleLenders.PASSWORD, people()));
    }

    private String people() {
        return lenders.all()
            .stream()
            .map(id -> CurrentLender.as(id,
                    () -> lenders.users()
                        .stream()
                        .map(user -> line(lenders.current().name(), user))
                        .collect(Collectors.joining("\n"))))
            .collect(Collectors.joining("\n"));
    }

    private static String line(String lender, UserView user) {
        return "  %-16s %-28s %s".formatted(lender, user.email(),
                user.roles()
                    .stream()
                    .map(role -> role.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
                    .collect(Collectors.joining(", ")));
    }

}
