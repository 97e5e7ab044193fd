package dev.runnel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.ResourceMethods;
import dev.runnel.testing.ResourceMethods.ResourceMethod;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What dashboard and alerts count as requests is what fronts answer, whatever language they speak. */
class MeasuredRoutesTest {

    private static final List<ResourceMethod> ROUTES = ResourceMethods.all();

    /** Requests about a reply that another request began. */
    private static final Pattern ABOUT = Pattern.compile(".*/(cancel|reading)");

    private static final Pattern URI = Pattern.compile("uri(=~|!~|=)\"([^\"]*)\"");
    private static final Pattern METHOD = Pattern.compile("method=\"([^\"]*)\"");

    @Test
    void every_alert_about_requests_counts_each_that_a_client_may_send_and_those_about_a_reply_not() {
        assertThat(selectors(Queries.ofAlerts())).isNotEmpty().allSatisfy(selector -> {
            String method = method(selector);
            assertThat(counted(selector))
                    .isEqualTo(paths(route -> (method.isEmpty() || route.verb().equals(method))
                            && !ABOUT.matcher(route.path()).matches()));
        });
    }

    @Test
    void the_dashboard_counts_each_request_or_only_those_that_are_answered_with_streams() {
        assertThat(selectors(Queries.ofDashboard())).isNotEmpty().allSatisfy(selector -> assertThat(counted(selector))
                .isIn(paths(route -> true), paths(MeasuredRoutesTest::streams)));
    }

    private static boolean streams(ResourceMethod route) {
        boolean isOfReply = route.path().matches("/api/(ag-ui|ai-sdk|conversation-stream)/.*|/v1/(chat|responses).*");
        return isOfReply && !ABOUT.matcher(route.path()).matches();
    }

    private static List<String> selectors(Stream<String> queries) {
        return queries.flatMap(query -> Stream.of(query.split("(?<=})"))
                        .filter(part -> part.contains("uri=~") && part.contains("{"))
                        .map(part -> part.substring(part.lastIndexOf("http_server"))))
                .toList();
    }

    private static String method(String selector) {
        Matcher method = METHOD.matcher(selector);
        return method.find() ? method.group(1) : "";
    }

    private static Set<String> counted(String selector) {
        String method = method(selector);
        return paths(route -> (method.isEmpty() || route.verb().equals(method))
                && URI.matcher(selector).results().allMatch(condition -> {
                    boolean matches = route.path().matches(condition.group(2));
                    return condition.group(1).equals("!~") != matches;
                }));
    }

    private static Set<String> paths(Predicate<ResourceMethod> which) {
        return ROUTES.stream()
                .filter(route -> which.test(route) && route.path().matches("/(api|v1)/.*"))
                .map(ResourceMethod::path)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
