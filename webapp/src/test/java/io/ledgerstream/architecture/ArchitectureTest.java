package io.ledgerstream.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;

/** The decisions of the architecture that a compiler does not keep. */
class ArchitectureTest {

    private static JavaClasses all;

    @BeforeAll
    static void readOnce() {
        // Once packaged, the modules' tests lie in jars of their own, which the first
        // option does not know.
        all = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.ledgerstream");
    }

    @Test
    void camundasTypesLiveOnlyInTheEnginePackageOfTheWorkers() {
        noClasses().that()
            .resideOutsideOfPackage("io.ledgerstream.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.camunda..", "io.grpc..")
            .check(all);
    }

    @Test
    void theProcessesKnowNeitherSpringNorAnyOtherPartOfUs() {
        noClasses().that()
            .resideInAPackage("io.ledgerstream.process..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.springframework..", "io.camunda..")
                .or(DescribedPredicate.describe("another part of Ledgerstream",
                        type -> type.getPackageName().startsWith("io.ledgerstream")
                                && !type.getPackageName().startsWith("io.ledgerstream.process"))))
            .check(all);
    }

    @Test
    void theDomainKnowsNeitherPagesNorWorkers() {
        noClasses().that()
            .resideOutsideOfPackages("..web..", "..work..", "io.ledgerstream.engine..", "io.ledgerstream.webapp..",
                    "io.ledgerstream.workers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.ledgerstream..web..", "io.ledgerstream..work..", "io.ledgerstream.engine..",
                    "org.springframework.web.bind..", "jakarta.servlet..")
            .check(all);
    }

    @Test
    void workersKnowNoPagesAndPagesNoWorkers() {
        noClasses().that()
            .resideInAnyPackage("..work..", "io.ledgerstream.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.ledgerstream..web..")
            .check(all);
        noClasses().that()
            .resideInAPackage("..web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.ledgerstream..work..", "io.ledgerstream.engine..")
            .check(all);
    }

    @Test
    void featuresOfTheDomainHaveNoCycles() {
        JavaClasses domain = all
            .that(DescribedPredicate.not(resideInAnyPackage("..web..", "..work..", "io.ledgerstream.engine..")));
        slices().matching("io.ledgerstream.(*)..").should().beFreeOfCycles().check(domain);
    }

    @Test
    void entitiesStayInTheirPackage() {
        classes().that().areAnnotatedWith(Entity.class).should().bePackagePrivate().check(all);
        classes().that()
            .areAssignableTo(org.springframework.data.repository.Repository.class)
            .should()
            .bePackagePrivate()
            .check(all);
    }

    @Test
    void businessTimeComesFromTheClock() {
        Set<Class<?>> times = Set.of(Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class,
                ZonedDateTime.class);
        noClasses().should()
            .callMethodWhere(DescribedPredicate.describe("reads the system's time",
                    (JavaMethodCall call) -> call.getTarget().getName().equals("now")
                            && call.getTarget().getRawParameterTypes().isEmpty()
                            && times.stream().anyMatch(time -> call.getTargetOwner().isEquivalentTo(time))))
            .check(all);
    }

    @Test
    void gettingAPageChangesNothing() {
        methods().that()
            .areAnnotatedWith(GetMapping.class)
            .and(DescribedPredicate.describe("are not the OAuth callback",
                    (JavaMethod method) -> !method.getFullName().contains("allback")))
            .should(callNoChangingService())
            .check(all);
    }

    private static ArchCondition<JavaMethod> callNoChangingService() {
        return new ArchCondition<>("call no service that changes something") {
            @Override
            public void check(JavaMethod handler, ConditionEvents events) {
                handler.getMethodCallsFromSelf()
                    .stream()
                    .flatMap(ArchitectureTest::resolved)
                    .filter(ArchitectureTest::changes)
                    .forEach(target -> events.add(SimpleConditionEvent.violated(handler,
                            handler.getFullName() + " calls " + target.getFullName())));
            }
        };
    }

    private static Stream<JavaMethod> resolved(JavaMethodCall call) {
        return call.getTarget()
            .resolveMember()
            .filter(JavaMethod.class::isInstance)
            .map(JavaMethod.class::cast)
            .stream();
    }

    private static boolean changes(JavaMethod method) {
        Optional<Transactional> own = method.tryGetAnnotationOfType(Transactional.class);
        return own.or(() -> ofClass(method.getOwner())).filter(transactional -> !transactional.readOnly()).isPresent();
    }

    private static Optional<Transactional> ofClass(JavaClass type) {
        return type.tryGetAnnotationOfType(Transactional.class);
    }

    @Test
    void nothingOutsideAProvidersOwnPackagesDependsOnIt() {
        noClasses().that()
            .resideOutsideOfPackages("io.ledgerstream.provider.quickbooks..", "io.ledgerstream.provider.netsuite..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.ledgerstream.provider.quickbooks..", "io.ledgerstream.provider.netsuite..")
            .check(all);
        slices().matching("io.ledgerstream.provider.(*)..")
            .namingSlices("provider $1")
            .that(DescribedPredicate.describe("are of one provider",
                    slice -> slice.getDescription().matches("provider (quickbooks|netsuite)")))
            .should()
            .notDependOnEachOther()
            .check(all);
    }

    @Test
    void thereIsSomethingToCheck() {
        org.assertj.core.api.Assertions
            .assertThat(all.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
            .contains("io.ledgerstream.engine", "io.ledgerstream.request", "io.ledgerstream.process");
    }

}
