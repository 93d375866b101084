package io.afos.api.web;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import org.springframework.context.annotation.Configuration;

/** What stands at the top of the API's description. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "AFOS",
                        version = "v1",
                        description =
                                "Searches activation functions for image classifiers: submit a search, poll its status,"
                                        + " look at the leaderboard. Errors are problem details (RFC 9457); what is wrong with single"
                                        + " fields stands in `errors`.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
class ApiDescription {}
