package io.ledgerstream.platform.web;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.catalina.Container;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * What Tomcat answers by itself, before anything of ours is asked or after all of it
 * failed: a request that is no HTTP, a header that is too long, an address with
 * characters that none has. Each carries the headers of every page, the status in words,
 * and nothing of Tomcat's.
 */
@Component
class ContainerAnswers implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final PageHeaders headers;

    ContainerAnswers(PageHeaders headers) {
        this.headers = headers;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(context -> replaceReports(context.getParent()));
    }

    private void replaceReports(Container host) {
        Arrays.stream(host.getPipeline().getValves())
            .filter(ErrorReportValve.class::isInstance)
            .forEach(host.getPipeline()::removeValve);
        // Otherwise the host would add Tomcat's own valve too.
        ((StandardHost) host).setErrorReportValveClass(Report.class.getName());
        Valve report = new Report(headers);
        host.getPipeline().addValve(report);
    }

    /** In place of Tomcat's page. */
    static final class Report extends ErrorReportValve {

        private static final Logger LOG = LoggerFactory.getLogger(ContainerAnswers.class);

        private final PageHeaders headers;

        Report(PageHeaders headers) {
            this.headers = headers;
        }

        @Override
        protected void report(Request request, Response response, Throwable thrown) {
            if (response.getStatus() < HttpStatus.BAD_REQUEST.value() || response.getContentWritten() > 0
                    || !response.setErrorReported()) {
                return;
            }
            headers.write(response);
            try {
                write(request, response);
            }
            catch (IOException e) {
                LOG.debug("Whom Tomcat answered {} is gone.", response.getStatus(), e);
            }
        }

        private static void write(Request request, Response response) throws IOException {
            response.setContentType("text/plain");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            Writer body = response.getReporter();
            if (body != null) { // null once an answer has gone out
                HttpStatus status = HttpStatus.resolve(response.getStatus());
                body.write(response.getStatus() + (status == null ? "" : " " + status.getReasonPhrase())
                        + reference(request) + "\n");
                response.finishResponse();
            }
        }

        /** Only where a request got as far as our filters, which log with it. */
        private static String reference(Request request) {
            return request.getAttribute(PageHeaders.CORRELATION) instanceof String reference
                    ? "\nReference: " + reference : "";
        }

    }

}
