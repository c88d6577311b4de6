package dev.touchstone.suite.run;

import dev.touchstone.suite.lab.Lab;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Gives each case its lab and hands its run to {@link Run#judge}. */
public final class CaseExtension implements ParameterResolver, InvocationInterceptor {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    /** The lab of the first attempt is made by the interceptor, which knows deadline and attempt; JUnit only needs a place for it. */
    @Override
    public @org.jspecify.annotations.Nullable Object resolveParameter(
            ParameterContext parameter, ExtensionContext context) {
        return null;
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        invocation.skip();
        Run run = ActiveRun.current()
                .orElseThrow(() -> new IllegalStateException("cases run through 'touchstone certify' or "
                        + Runner.class.getName() + ", which know the target"));
        Method method = call.getExecutable();
        Object cases = call.getTarget().orElseThrow();
        CaseInfo info = CaseInfo.of(method)
                .orElseThrow(() -> new IllegalStateException(method + " has no @Rule: which rule does it judge?"));
        run.judge(info, lab -> invoke(method, cases, lab));
    }

    private static void invoke(Method method, Object cases, Lab lab) throws Throwable {
        Object[] arguments = method.getParameterCount() == 0 ? new Object[0] : new Object[] {lab};
        try {
            method.setAccessible(true);
            method.invoke(cases, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
