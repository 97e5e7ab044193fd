package dev.runnel;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What would break a native image, or break in it, without a word from the compiler. It needs no GraalVM; that the image
 * is built and runs is for the profile {@code native} to show.
 */
class NativeImageTest {

    private static final JavaClasses RUNNEL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.runnel");

    @Test
    void a_class_that_holds_random_numbers_is_initialised_at_run_time() throws IOException {
        List<String> holders = RUNNEL.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(NativeImageTest::isRandom)
                .map(field -> field.getOwner().getName())
                .toList();

        assertThat(property("quarkus.native.additional-build-args").split(","))
                .containsExactlyInAnyOrderElementsOf(holders.stream()
                        .map(holder -> "--initialize-at-run-time=" + holder)
                        .toList());
    }

    private static boolean isRandom(JavaField field) {
        return field.getRawType().isAssignableTo(Random.class)
                || field.getRawType().isAssignableTo(RandomGenerator.class);
    }

    @Test
    void a_service_is_in_the_image_together_with_its_class() throws IOException {
        try (Stream<Path> services = Files.list(Path.of("src/main/resources/META-INF/services"))) {
            assertThat(services).isNotEmpty().allSatisfy(service -> {
                assertThat(property("quarkus.native.resources.includes").split(","))
                        .contains("META-INF/services/" + service.getFileName());
                assertThat(Files.readAllLines(service))
                        .allMatch(name -> RUNNEL.get(name).isAnnotatedWith(RegisterForReflection.class));
            });
        }
    }

    @Test
    void caches_are_built_in_no_other_way_than_was_registered() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(JavaClass.Predicates.equivalentTo(Caffeine.class)))
                        .and(target(DescribedPredicate.not(nameMatching(
                                "newBuilder|ticker|executor|weigher|maximumSize|maximumWeight|expireAfterWrite"
                                        + "|expireAfterAccess|build")))))
                .check(RUNNEL);
    }

    @Test
    void every_kind_of_cache_is_registered_with_its_entries() {
        List<UnaryOperator<Caffeine<Object, Object>>> bounds = List.of(
                cache -> cache.maximumSize(1), cache -> cache.maximumWeight(1).weigher((key, value) -> 1));
        List<UnaryOperator<Caffeine<Object, Object>>> expiries = List.of(
                cache -> cache,
                cache -> cache.expireAfterWrite(Duration.ofMinutes(1)),
                cache -> cache.expireAfterAccess(Duration.ofMinutes(1)));

        assertThat(bounds.stream().flatMap(bound -> expiries.stream()
                        .map(expiry -> expiry.apply(bound.apply(Caffeine.newBuilder()))
                                .build()
                                .asMap())))
                .flatMap(cache -> List.of(cache.getClass().getName(), nodes(cache)))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(registeredBy("dev.runnel.ops.NativeCaches"));
    }

    @Test
    void each_type_that_a_request_to_gemini_is_written_from_is_registered() throws ClassNotFoundException {
        Set<String> types = new TreeSet<>();
        collect(Class.forName("dev.langchain4j.model.googleai.GeminiGenerateContentRequest"), types);

        assertThat(types).hasSizeGreaterThan(20);
        assertThat(registeredBy("dev.runnel.provider.GeminiExtension")).containsExactlyInAnyOrderElementsOf(types);
    }

    /** The type, and those of its fields in turn, as far as they are the extension's own. */
    private static void collect(Type type, Set<String> names) {
        switch (type) {
            case ParameterizedType generic -> {
                collect(generic.getRawType(), names);
                Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, names));
            }
            case WildcardType wildcard ->
                Arrays.stream(wildcard.getUpperBounds()).forEach(bound -> collect(bound, names));
            case Class<?> array when array.isArray() -> collect(array.getComponentType(), names);
            case Class<?> own
            when own.getPackageName().equals("dev.langchain4j.model.googleai") && names.add(own.getName()) ->
                Arrays.stream(own.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .forEach(field -> collect(field.getGenericType(), names));
            default -> {}
        }
    }

    private static List<String> registeredBy(String holder) {
        return List.of(RUNNEL.get(holder)
                .getAnnotationOfType(RegisterForReflection.class)
                .classNames());
    }

    private static String nodes(Object cache) {
        try {
            Field factory = Class.forName("com.github.benmanes.caffeine.cache.BoundedLocalCache")
                    .getDeclaredField("nodeFactory");
            factory.setAccessible(true);
            return factory.get(cache).getClass().getName();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static String property(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = NativeImageTest.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        }
        return properties.getProperty(name, "");
    }
}
