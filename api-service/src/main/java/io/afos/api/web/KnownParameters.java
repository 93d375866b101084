package io.afos.api.web;

import io.afos.api.problem.InvalidRequest;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses parameters in an address that would be passed over: unknown ones, and all but the first of several. */
@Configuration(proxyBeanMethods = false)
class KnownParameters implements WebMvcConfigurer, HandlerInterceptor {

    private final Map<Method, Map<String, Boolean>> known = new ConcurrentHashMap<>();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Map<String, Boolean> repeatable = known.computeIfAbsent(method.getMethod(), of -> parametersOf(method));
            request.getParameterMap().forEach((name, values) -> require(repeatable, name, values.length));
        }
        return true;
    }

    private static void require(Map<String, Boolean> repeatable, String name, int values) {
        if (!repeatable.containsKey(name)) {
            throw new InvalidRequest(
                    name,
                    "is not a parameter of this address"
                            + (repeatable.isEmpty() ? "" : "; known here: " + String.join(", ", repeatable.keySet())));
        }
        if (values > 1 && !repeatable.get(name)) {
            throw new InvalidRequest(name, "must be given once");
        }
    }

    /** The parameters of a method by their names, and whether they may be repeated. */
    private static Map<String, Boolean> parametersOf(HandlerMethod method) {
        var parameters = new TreeMap<String, Boolean>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                String name =
                        annotation.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : annotation.name();
                Class<?> type = parameter.getParameterType();
                parameters.put(name, type.isArray() || Collection.class.isAssignableFrom(type));
            }
        }
        // One that its method reads by itself, because it may be repeated.
        AnnotatedElementUtils.findAllMergedAnnotations(method.getMethod(), Parameter.class).stream()
                .filter(described -> described.in() == ParameterIn.QUERY)
                .forEach(described -> parameters.put(described.name(), true));
        return parameters;
    }
}
