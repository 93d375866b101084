package io.afos.api.web;

import io.afos.api.database.Unavailability;
import io.afos.api.problem.Conflict;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.problem.NotFound;
import io.afos.api.problem.Overloaded;
import io.afos.api.problem.TooMany;
import io.afos.model.expression.Effort;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

import static java.util.Comparator.comparing;

/** Every error as problem details (RFC 9457); what is wrong with single fields stands in the member {@code errors}. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail on(InvalidRequest e) {
        return invalid(List.of(new FieldProblem(e.field(), String.valueOf(e.getMessage()))));
    }

    @ExceptionHandler
    ProblemDetail on(NotFound e) {
        return problem(HttpStatus.NOT_FOUND, e);
    }

    @ExceptionHandler
    ProblemDetail on(Conflict e) {
        return problem(HttpStatus.CONFLICT, e);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(Overloaded e) {
        return unavailable(e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(TooMany e) {
        return later(HttpStatus.TOO_MANY_REQUESTS, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail on(Effort.Exhausted e) {
        return invalid(List.of(new FieldProblem(
                "",
                "The functions of this request take too long to evaluate: ask for fewer at once or at fewer points, or simplify"
                        + " them.")));
    }

    /** The address has percent signs or bytes that are no text. */
    @ExceptionHandler
    ProblemDetail on(InvalidParameterException e) {
        return invalid(
                List.of(new FieldProblem("", "The parameters of the request are not valid percent-encoded UTF-8.")));
    }

    /** The security's own check of the names and values of parameters and headers. */
    @ExceptionHandler
    ProblemDetail on(RequestRejectedException e) {
        return invalid(
                List.of(new FieldProblem("", "The parameters of the request must not contain control characters.")));
    }

    @ExceptionHandler
    ProblemDetail on(ConstraintViolationException e) {
        return invalid(e.getConstraintViolations().stream()
                .map(violation -> new FieldProblem(violation.getPropertyPath().toString(), violation.getMessage()))
                .toList());
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        TransactionException.class,
        QueryTimeoutException.class
    })
    ResponseEntity<ProblemDetail> onDatabaseAway(Exception e) {
        String does = Unavailability.of(e).orElse(Unavailability.NO_ANSWER).words();
        log.warn("the database {}: {}", does, e.getMessage());
        return unavailable(String.format(Locale.ROOT, "The database %s; try again in some seconds.", does));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onUnexpected(Exception e) {
        // A connection that broke within a transaction cannot even be rolled back.
        boolean isLost = e instanceof JpaSystemException jpa && jpa.contains(org.hibernate.TransactionException.class);
        if (isLost || Unavailability.of(e).isPresent()) {
            return onDatabaseAway(e);
        }
        log.error("unexpected error", e);
        return ResponseEntity.internalServerError()
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "Something unexpected went wrong here; the service's log tells more."));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Stream<FieldProblem> fields = e.getFieldErrors().stream().map(Problems::fieldProblem);
        Stream<FieldProblem> whole = e.getGlobalErrors().stream()
                .map(error -> new FieldProblem("", String.valueOf(error.getDefaultMessage())));
        return respond(e, invalid(Stream.concat(fields, whole).toList()), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> problems = e.getParameterValidationResults().stream()
                .flatMap(result -> result instanceof ParameterErrors errors
                        ? errors.getFieldErrors().stream().map(Problems::fieldProblem)
                        : result.getResolvableErrors().stream()
                                .map(error -> new FieldProblem(
                                        nameOf(result.getMethodParameter()),
                                        String.valueOf(error.getDefaultMessage()))))
                .toList();
        return respond(e, invalid(problems), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var nothing = ProblemDetail.forStatusAndDetail(
                status, "There is nothing at this address; /swagger-ui lists what there is.");
        return respond(e, nothing, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException mismatch
                ? mismatch.getName()
                : String.valueOf(e.getPropertyName());
        Class<?> type = e.getRequiredType();
        return respond(e, invalid(List.of(new FieldProblem(name, Expected.describe(type)))), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = e.getCause() instanceof JacksonException json
                ? invalid(List.of(UnreadableJson.explain(json)))
                : ProblemDetail.forStatusAndDetail(status, "The request body is missing or cannot be read.");
        return respond(e, problem, headers, request);
    }

    private @Nullable ResponseEntity<Object> respond(
            Exception e, ProblemDetail problem, HttpHeaders headers, WebRequest request) {
        return handleExceptionInternal(e, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    private static String nameOf(MethodParameter parameter) {
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        return header == null ? String.valueOf(parameter.getParameterName()) : header.name();
    }

    private static FieldProblem fieldProblem(FieldError error) {
        return new FieldProblem(error.getField(), String.valueOf(error.getDefaultMessage()));
    }

    private static ResponseEntity<ProblemDetail> unavailable(@Nullable String detail) {
        return later(HttpStatus.SERVICE_UNAVAILABLE, detail);
    }

    private static ResponseEntity<ProblemDetail> later(HttpStatus status, @Nullable String detail) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(ProblemDetail.forStatusAndDetail(status, detail));
    }

    private static ProblemDetail problem(HttpStatus status, Exception e) {
        return ProblemDetail.forStatusAndDetail(status, e.getMessage());
    }

    private static ProblemDetail invalid(List<FieldProblem> unordered) {
        List<FieldProblem> problems = unordered.stream()
                .sorted(comparing(FieldProblem::field).thenComparing(FieldProblem::message))
                .toList();
        FieldProblem first = problems.isEmpty() ? new FieldProblem("", "the request is not valid") : problems.get(0);
        var problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, (first.field() + " " + first.message()).strip());
        problem.setTitle("Invalid request");
        problem.setProperty("errors", problems);
        return problem;
    }
}
