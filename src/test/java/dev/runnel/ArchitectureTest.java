package dev.runnel;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Holds the arrows between the rooms, as the root package's documentation draws them. Each rule names what a room may
 * know of Runnel; what is not named is forbidden.
 */
@AnalyzeClasses(packages = "dev.runnel", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.runnel";

    @ArchTest
    static final ArchRule a_front_knows_the_hallway_and_what_fronts_share =
            room("front").mayKnow("http", "reply");

    @ArchTest
    static final ArchRule fronts_do_not_know_each_other =
            slices().matching(ROOT + ".front.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule nobody_knows_a_front = noClasses()
            .that(areOfRunnel().and(DescribedPredicate.not(resideInAnyPackage(rooms("front")))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(rooms("front"));

    @ArchTest
    static final ArchRule what_fronts_share_knows_no_other_room = room("http").mayKnow();

    @ArchTest
    static final ArchRule the_hallway_knows_each_room_on_the_path_but_no_provider =
            room("reply").mayKnow("limit", "session", "insight", "model", "ledger", "webhook");

    @ArchTest
    static final ArchRule the_gate_knows_the_shared_memory_alone = room("limit").mayKnow("redis");

    @ArchTest
    static final ArchRule the_session_knows_the_shared_memory_alone =
            room("session").mayKnow("redis");

    @ArchTest
    static final ArchRule the_webhook_knows_the_shared_memory_alone =
            room("webhook").mayKnow("redis");

    @ArchTest
    static final ArchRule the_insight_knows_no_other_room = room("insight").mayKnow();

    @ArchTest
    static final ArchRule the_ledger_knows_the_shared_memory_alone =
            room("ledger").mayKnow("redis");

    @ArchTest
    static final ArchRule other_rooms_know_the_ledger_by_its_interface_alone = noClasses()
            .that(areOfRunnel().and(DescribedPredicate.not(resideInAnyPackage(rooms("ledger")))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(rooms("ledger.local", "ledger.shared"));

    @ArchTest
    static final ArchRule the_ledgers_interface_knows_nothing_behind_it = noClasses()
            .that()
            .resideInAPackage(ROOT + ".ledger")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(rooms("ledger.local", "ledger.shared"));

    @ArchTest
    static final ArchRule the_log_of_this_process_knows_no_other_process = noClasses()
            .that()
            .resideInAnyPackage(rooms("ledger.local"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(rooms("ledger.shared", "redis"));

    @ArchTest
    static final ArchRule the_voice_knows_the_providers_alone = room("model").mayKnow("provider");

    @ArchTest
    static final ArchRule a_provider_knows_no_other_room = room("provider").mayKnow();

    @ArchTest
    static final ArchRule the_shared_memory_knows_no_other_room = room("redis").mayKnow();

    @ArchTest
    static final ArchRule what_settings_may_be_knows_no_room = room("config").mayKnow();

    @ArchTest
    static final ArchRule providers_are_known_to_the_voice_and_to_operations_alone = noClasses()
            .that(areOfRunnel().and(DescribedPredicate.not(resideInAnyPackage(rooms("provider", "model", "ops")))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(rooms("provider"));

    @ArchTest
    static final ArchRule nobody_knows_operations = noClasses()
            .that(areOfRunnel().and(DescribedPredicate.not(resideInAnyPackage(rooms("ops")))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(rooms("ops"));

    @ArchTest
    static final ArchRule the_root_vocabulary_needs_little = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT, "java..", "io.smallrye.mutiny..", "com.fasterxml.jackson.core..");

    @ArchTest
    static final ArchRule every_class_has_a_room = classes()
            .should()
            .resideInAnyPackage(Stream.concat(
                            Stream.of(ROOT),
                            Stream.of(rooms(
                                    "config",
                                    "front.*",
                                    "http",
                                    "reply",
                                    "limit",
                                    "session",
                                    "webhook",
                                    "insight",
                                    "model",
                                    "provider",
                                    "ledger",
                                    "redis",
                                    "ops")))
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule classes_are_named_for_what_they_are = noClasses()
            .should()
            .haveSimpleNameContaining("Util")
            .orShould()
            .haveSimpleNameContaining("Helper")
            .orShould()
            .haveSimpleNameContaining("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule what_is_to_be_said_goes_to_the_log = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule nothing_waits_by_sleeping = noClasses()
            .should()
            .callMethodWhere(target(owner(DescribedPredicate.or(
                            JavaClass.Predicates.equivalentTo(Thread.class),
                            JavaClass.Predicates.equivalentTo(TimeUnit.class))))
                    .and(target(name("sleep"))));

    private record Room(String name) {

        /** Beside itself, the root, and what settings may be. */
        ArchRule mayKnow(String... others) {
            String[] allowed = Stream.of(Stream.of(ROOT), Stream.of(rooms(name, "config")), Stream.of(rooms(others)))
                    .flatMap(packages -> packages)
                    .toArray(String[]::new);
            return classes()
                    .that()
                    .resideInAnyPackage(rooms(name))
                    .should()
                    .onlyDependOnClassesThat(DescribedPredicate.not(areOfRunnel())
                            .or(resideInAnyPackage(allowed))
                            .as("are of another library or of " + Arrays.toString(allowed)));
        }
    }

    private static Room room(String name) {
        return new Room(name);
    }

    private static DescribedPredicate<JavaClass> areOfRunnel() {
        return resideInAnyPackage(ROOT + "..");
    }

    private static String[] rooms(String... names) {
        return Stream.of(names).map(name -> ROOT + "." + name + "..").toArray(String[]::new);
    }
}
