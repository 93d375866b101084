package io.afos.api.web;

import io.afos.api.caller.Caller;
import io.afos.api.caller.Quota;
import io.afos.api.problem.TooMany;
import io.afos.model.expression.Effort;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Bounds the work of each request, and of all requests of a key. What waits without a thread, as an external trainer does for work,
 * takes no place.
 */
@Configuration(proxyBeanMethods = false)
class RequestWork implements WebMvcConfigurer, AsyncHandlerInterceptor {

    /** Steps of arithmetic on functions: any two contrived functions, or any number of ordinary ones. Some seconds at most. */
    static final double MOST_STEPS = 600_000;

    /** Requests of one key that are served at the same time. */
    static final int MOST_REQUESTS = 32;

    private static final String WORK = RequestWork.class.getName();

    private final Quota places = new Quota(MOST_REQUESTS);

    private record Work(String caller, Effort effort) {}

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String caller = Caller.name();
        if (!places.tryEnter(caller)) {
            throw new TooMany(String.format(
                    Locale.ROOT,
                    "This API key has %d requests under way; send the next when one has been answered.",
                    MOST_REQUESTS));
        }
        request.setAttribute(WORK, new Work(caller, Effort.begin(MOST_STEPS)));
        return true;
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        end(request);
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception e) {
        end(request);
    }

    private void end(HttpServletRequest request) {
        if (request.getAttribute(WORK) instanceof Work work) {
            request.removeAttribute(WORK);
            work.effort.end();
            places.leave(work.caller);
        }
    }
}
