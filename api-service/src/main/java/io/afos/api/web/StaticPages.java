package io.afos.api.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.LiteWebJarsResourceResolver;

/**
 * The dashboard's files and the libraries that they use. Browsers keep them, and ask each time whether the content is still
 * the same, so an upgrade shows at once.
 */
@Configuration(proxyBeanMethods = false)
class StaticPages implements WebMvcConfigurer {

    private static final List<String> PAGES = List.of(
            "/searches",
            "/searches/{id}",
            "/leaderboard",
            "/benchmarks",
            "/benchmarks/{id}",
            "/activations/{fingerprint}",
            "/compare",
            "/networks",
            "/workers");

    private final Map<Version, String> tags = new ConcurrentHashMap<>();

    /** A file may change under a service that runs from its sources. */
    private record Version(String address, long modified) {}

    /** Addresses of pages without the {@code #}, as they get lost when addresses are copied by hand, lead to the pages. */
    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addViewController("/").setViewName("forward:/dashboard/index.html");
        PAGES.forEach(page -> registry.addRedirectViewController(page, "/#" + page));
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/dashboard/**")
                .addResourceLocations("classpath:/dashboard/")
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(this::tag);
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(this::tag)
                .resourceChain(true)
                .addResolver(new LiteWebJarsResourceResolver());
    }

    /** Weak, as the content may travel compressed. */
    private String tag(Resource file) {
        try {
            return tags.computeIfAbsent(
                    new Version(file.getURL().toString(), file.lastModified()), version -> tagOf(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tagOf(Resource file) {
        try (InputStream content = file.getInputStream()) {
            return "W/\"" + DigestUtils.md5DigestAsHex(content) + '"';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
