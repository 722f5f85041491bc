package local;

import io.ledgerstream.audit.Actor;
import io.ledgerstream.company.Companies;
import io.ledgerstream.company.NewCompany;
import io.ledgerstream.lender.Lenders;
import io.ledgerstream.lender.NewUser;
import io.ledgerstream.lender.Role;
import io.ledgerstream.platform.CurrentLender;
import io.ledgerstream.platform.Ids;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Two lenders with people and companies, once, in an empty database. */
class SampleLenders implements ApplicationRunner {

    static final String PASSWORD = "ledgerstream-local";

    private final Lenders lenders;

    private final Companies companies;

    private final PasswordEncoder passwords;

    SampleLenders(Lenders lenders, Companies companies, PasswordEncoder passwords) {
        this.lenders = lenders;
        this.companies = companies;
        this.passwords = passwords;
    }

    private record Person(String name, String mailbox, Role role) {
    }

    private record Customer(String legalName, String country, String contact, String domain, String language) {
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (lenders.all().isEmpty()) {
            add("Northwind Bank", "northwind.example", "+44 1632 960100",
                    List.of(new Person("Ada Novak", "admin", Role.ADMIN),
                            new Person("Rita Moreno", "rita", Role.RELATIONSHIP_MANAGER),
                            new Person("Vic Olsen", "viewer", Role.VIEWER),
                            new Person("Sam Okoro", "success", Role.SUCCESS_MANAGER)),
                    List.of(new Customer("Acme Manufacturing Ltd", "GB", "Dora Patel", "acme.example", "en"),
                            new Customer("Birchwood Joinery Ltd", "GB", "Ben Carver", "birchwood.example", "en"),
                            new Customer("Calder Foods Inc", "US", "Carla Diaz", "calder.example", "en"),
                            new Customer("Delta Fret SARL", "FR", "Denis Lambert", "delta-fret.example", "fr"),
                            new Customer("Evergreen Packaging Ltd", "IE", "Eoin Walsh", "evergreen.example", "en"),
                            new Customer("Foxglove Catering Ltd", "GB", "Fiona Reid", "foxglove.example", "en"),
                            new Customer("Granite Civil Works LLC", "US", "Grant Hill", "granite.example", "en"),
                            new Customer("Harrow Textiles Ltd", "GB", "Hana Shah", "harrow.example", "en")));
            add("Harbour Credit", "harbour.example", "+1 212 555 0100",
                    List.of(new Person("Alan Reyes", "admin", Role.ADMIN),
                            new Person("Rosa Lindt", "rosa", Role.RELATIONSHIP_MANAGER),
                            new Person("Vera Kim", "viewer", Role.VIEWER),
                            new Person("Sol Haddad", "success", Role.SUCCESS_MANAGER)),
                    List.of(new Customer("Acme Manufacturing Ltd", "GB", "Dora Patel", "acme.example", "en"),
                            new Customer("Ironbridge Tools Inc", "US", "Ian Brooks", "ironbridge.example", "en"),
                            new Customer("Juniper Spirits Ltd", "GB", "June Abbott", "juniper.example", "en"),
                            new Customer("Kestrel Avionics Inc", "US", "Kara Young", "kestrel.example", "en"),
                            new Customer("Lumière Éclairage SAS", "FR", "Lucie Morel", "lumiere.example", "fr"),
                            new Customer("Meridian Freight LLC", "US", "Milo Grant", "meridian.example", "en"),
                            new Customer("Nightingale Care Ltd", "GB", "Nora Finch", "nightingale.example", "en"),
                            new Customer("Oakfield Dairy Ltd", "GB", "Owen Price", "oakfield.example", "en")));
        }
    }

    private void add(String name, String domain, String phone, List<Person> people, List<Customer> customers) {
        CurrentLender.as(Ids.next(), () -> {
            lenders.add(name, phone);
            List<UUID> users = people.stream()
                .map(person -> lenders.addUser(
                        new NewUser(person.mailbox() + "@" + domain, person.name(),
                                phone.substring(0, phone.length() - 2) + "42", Set.of(person.role())),
                        passwords.encode(PASSWORD)))
                .toList();
            UUID manager = users.get(1);
            customers.forEach(customer -> companies.add(company(customer, manager), Actor.user(manager)));
            return null;
        });
    }

    private static NewCompany company(Customer customer, UUID owner) {
        String mailbox = customer.contact().split(" ")[0].toLowerCase(java.util.Locale.ROOT);
        return new NewCompany(customer.legalName(), null, customer.country(), null, customer.contact(),
                mailbox + "@" + customer.domain(), null, customer.language(), owner);
    }

}
