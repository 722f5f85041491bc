package io.ledgerstream.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The commands that reach an engine, in the words of Camunda's client:
 * {@code fail(1) retries(0) errorMessage(…)}. It takes all but those it is told to
 * refuse.
 */
final class SentCommands {

    private final List<String> commands = new ArrayList<>();

    private int refusals;

    private RuntimeException refusal;

    CamundaClient client() {
        return step(CamundaClient.class, "");
    }

    /** A job with one retry left. */
    ActivatedJob job(long key, Map<String, Object> variables) {
        return implement(ActivatedJob.class, (method, arguments) -> switch (method.getName()) {
            case "getKey", "getProcessInstanceKey" -> key;
            case "getRetries" -> 1;
            case "getVariablesAsMap" -> variables;
            case "getCustomHeaders" -> Map.of();
            case "getType", "getElementId" -> "a-job";
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** All that were sent, those that were refused among them. */
    List<String> commands() {
        return List.copyOf(commands);
    }

    void refuseNext(int times, RuntimeException with) {
        refusals = times;
        refusal = with;
    }

    private <T> T step(Class<T> type, String before) {
        return implement(type, (method, arguments) -> switch (method.getName()) {
            case "send" -> step(method.getReturnType(), before);
            case "join" -> answer(before);
            default -> step(method.getReturnType(), (before + " " + words(method, arguments)).strip());
        });
    }

    private Object answer(String command) {
        commands.add(command);
        if (refusals > 0) {
            refusals--;
            throw refusal;
        }
        return null;
    }

    private static String words(Method method, Object[] arguments) {
        String name = method.getName().replaceAll("^new|Command$", "");
        return Character.toLowerCase(name.charAt(0)) + name.substring(1)
                + Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    private static <T> T implement(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(SentCommands.class.getClassLoader(), new Class<?>[] { type },
                (proxy, method, arguments) -> call.answer(method, arguments)));
    }

    private interface Call {

        Object answer(Method method, Object[] arguments);

    }

}
