package io.afos.api.web;

import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Lets the web server answer with problem details what it does not understand as HTTP. */
@Component
class RefusedRequests implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReport.class.getName());
            }
        });
    }

    /** Made by the web server, by its name. */
    public static final class ProblemReport extends ErrorReportValve {

        private static final Logger log = LoggerFactory.getLogger(ProblemReport.class);

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            HttpStatus status = HttpStatus.resolve(response.getStatus());
            if (status == null || !status.isError() || response.getContentWritten() > 0) {
                return;
            }
            try {
                response.setContentType("application/problem+json");
                response.setCharacterEncoding("utf-8");
                response.getReporter()
                        .write(String.format(
                                Locale.ROOT,
                                "{\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}",
                                status.getReasonPhrase(),
                                status.value(),
                                ErrorPage.detail(status)));
                response.finishResponse();
            } catch (IOException | IllegalStateException e) {
                log.debug("the caller is gone", e);
            }
        }
    }
}
