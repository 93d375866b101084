package io.afos.api.security;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import jakarta.servlet.DispatcherType;
import java.util.Locale;
import java.util.Optional;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which request needs what. Health, the description of the API and the dashboard's files are open; metrics and the rest of the actuator are for
 * administrators; reading and writing have their roles.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {

    private static final String[] OPEN = {
        "/",
        "/dashboard/**",
        "/searches/**",
        "/leaderboard",
        "/benchmarks/**",
        "/activations/**",
        "/compare",
        "/networks",
        "/workers",
        "/webjars/**",
        "/python/**",
        "/actuator/health",
        "/actuator/health/**",
        "/v3/api-docs",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml",
        "/swagger-ui",
        "/swagger-ui/**",
        "/swagger-ui.html"
    };

    private static final String CONTENT_POLICY =
            "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** Pages that bring their styles along: the browsable API description, and reports, which must need nothing else. */
    private static final RequestMatcher STYLED = new OrRequestMatcher(
            PathPatternRequestMatcher.pathPattern("/swagger-ui/**"),
            PathPatternRequestMatcher.pathPattern("/api/v1/benchmarks/*/report/**"));

    @Bean
    ProblemResponse problemResponse(JsonMapper mapper) {
        return new ProblemResponse(mapper);
    }

    @Bean
    FilterRegistrationBean<RequestSizeFilter> requestSizeFilter(ProblemResponse problems) {
        return new FilterRegistrationBean<>(new RequestSizeFilter(problems));
    }

    /** Before all others, which read headers. */
    @Bean
    FilterRegistrationBean<RequestHeaderFilter> requestHeaderFilter(ProblemResponse problems) {
        var registration = new FilterRegistrationBean<>(new RequestHeaderFilter(problems));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Tells the browsable API description of the header that takes the key. */
    @Bean
    @Profile("!standalone")
    OpenApiCustomizer apiKeyDescription() {
        SecurityScheme key = new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name(ApiKeyHeader.NAME);
        return description -> {
            if (description.getComponents() == null) {
                description.setComponents(new Components());
            }
            description.getComponents().addSecuritySchemes("apiKey", key);
            description.addSecurityItem(new SecurityRequirement().addList("apiKey"));
        };
    }

    @Bean
    AuthenticationManager apiKeyAuthentication(SecurityProperties properties, ObjectProvider<StoredKeys> stored) {
        ApiKeys keys = new ApiKeys(properties.apiKeys());
        return authentication -> find(String.valueOf(authentication.getCredentials()), keys, stored)
                .map(ApiKeyAuthentication::of)
                .orElseThrow(() -> new BadCredentialsException("unknown API key"));
    }

    private static Optional<ApiKey> find(String presented, ApiKeys configured, ObjectProvider<StoredKeys> stored) {
        return configured
                .find(presented)
                .or(() -> Optional.ofNullable(stored.getIfAvailable()).flatMap(keys -> keys.find(presented)));
    }

    @Bean
    @Profile("!standalone")
    SecurityFilterChain apiKeyChain(
            HttpSecurity http, AuthenticationManager manager, ProblemResponse problems, SecurityProperties properties)
            throws Exception {
        AuthenticationEntryPoint unauthorized = (request, response, e) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            problems.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    String.format(
                            Locale.ROOT,
                            "This needs a valid API key in the header %s or as Authorization: Bearer.",
                            ApiKeyHeader.NAME));
        };
        AccessDeniedHandler forbidden = (request, response, e) ->
                problems.write(response, HttpStatus.FORBIDDEN, "The role of this API key does not allow this.");
        stateless(http)
                .addFilterBefore(
                        apiKeyFilter(manager, new RefusedKeys(unauthorized, problems, properties.refusalDelay())),
                        AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, OPEN)
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, OPEN)
                        .permitAll()
                        .requestMatchers("/actuator", "/actuator/**", "/api/v1/keys", "/api/v1/keys/**")
                        .hasRole(Role.ADMIN.name())
                        .requestMatchers(HttpMethod.GET)
                        .hasRole(Role.READ.name())
                        .requestMatchers(HttpMethod.HEAD)
                        .hasRole(Role.READ.name())
                        .requestMatchers(HttpMethod.POST, "/api/v1/external/**")
                        .hasRole(Role.WORK.name())
                        .requestMatchers(HttpMethod.POST, "/api/v1/searches/import")
                        .hasRole(Role.IMPORT.name())
                        .anyRequest()
                        .hasRole(Role.SUBMIT.name()))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(unauthorized).accessDeniedHandler(forbidden));
        return http.build();
    }

    @Bean
    @Profile("standalone")
    SecurityFilterChain localChain(HttpSecurity http, ProblemResponse problems) throws Exception {
        return stateless(http)
                .addFilterBefore(new LocalCallersFilter(problems), AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    private static AuthenticationFilter apiKeyFilter(AuthenticationManager manager, RefusedKeys refused) {
        AuthenticationFilter filter = new AuthenticationFilter(manager, new ApiKeyHeader());
        filter.setSuccessHandler((request, response, authentication) -> {});
        filter.setFailureHandler(refused);
        return filter;
    }

    /** No session and no cookie, so nothing that a foreign page could use in a user's name, and no CSRF token. */
    private static HttpSecurity stateless(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.addHeaderWriter(contentPolicy())
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)));
    }

    private static HeaderWriter contentPolicy() {
        var strict = new ContentSecurityPolicyHeaderWriter(CONTENT_POLICY);
        var styled = new ContentSecurityPolicyHeaderWriter(CONTENT_POLICY + "; style-src 'self' 'unsafe-inline'");
        return (request, response) -> (STYLED.matches(request) ? styled : strict).writeHeaders(request, response);
    }
}
