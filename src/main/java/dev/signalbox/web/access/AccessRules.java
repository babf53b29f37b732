package dev.signalbox.web.access;

import dev.signalbox.web.BindCheck;
import dev.signalbox.web.LocalPath;
import dev.signalbox.web.MachinePath;
import dev.signalbox.web.calendar.FeedKeys;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The rules of access, in the order in which a request meets them. */
@Configuration(proxyBeanMethods = false)
class AccessRules {

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
  private static final String[] FOR_EVERYBODY = {
    "/hooks/**", "/actuator/health", "/actuator/health/**", "/login", "/assets/signalbox.css", "/assets/favicon.svg"
  };
  private static final RequestMatcher FEEDS = new OrRequestMatcher(
      PathPatternRequestMatcher.withDefaults().matcher("/on-call/*.ics"),
      PathPatternRequestMatcher.withDefaults().matcher("/on-call/people/*.ics"));
  private static final Set<String> LOOKING = Set.of("GET", "HEAD");

  @Bean
  Users users(Environment environment) {
    UserSettings settings = UserSettings.of(environment);
    // the start-up checks have said this more politely; here it is a last bolt for whoever starts without them
    BindCheck.problem("server.address", environment.getProperty("server.address"), settings.count())
        .ifPresent(problem -> {
          throw new IllegalStateException(problem);
        });
    return new Users(settings);
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder();
  }

  @Bean
  SecurityFilterChain accessChain(
      HttpSecurity http,
      Users users,
      FeedKeys feeds,
      ObjectProvider<MachinePath> machinePaths,
      Environment environment,
      Clock clock)
      throws Exception {
    RequestMatcher machines = machines(machinePaths);
    http.requestCache(RequestCacheConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie())
            .ignoringRequestMatchers(machines, PathPatternRequestMatcher.withDefaults().matcher("/api/**")))
        .headers(headers -> headers
            .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
            .frameOptions(FrameOptionsConfig::deny)
            // not no-referrer: browsers then send Origin: null with our own forms, which looks like a foreign page
            .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)));
    if (users.none()) {
      http.addFilterBefore(new LoopbackNames(machines), CsrfFilter.class);
    }
    http.addFilterBefore(new OwnPagesOnly(machines, environment.getProperty("signalbox.base-url")), CsrfFilter.class);
    return users.none() ? withoutLogin(http) : withLogin(http, users, feeds, machines, clock);
  }

  private static SecurityFilterChain withoutLogin(HttpSecurity http) throws Exception {
    return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .logout(AbstractHttpConfigurer::disable)
        .exceptionHandling(errors -> errors.accessDeniedHandler(denied()))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .build();
  }

  private static SecurityFilterChain withLogin(
      HttpSecurity http, Users users, FeedKeys feeds, RequestMatcher machines, Clock clock) throws Exception {
    LoginBackoff backoff = new LoginBackoff(clock);
    SignIn signIn = new SignIn(backoff);
    return http.addFilterBefore(signIn, UsernamePasswordAuthenticationFilter.class)
        .addFilterBefore(new BearerTokens(users, new LoginBackoff(clock), machines), UsernamePasswordAuthenticationFilter.class)
        .formLogin(form -> form.loginPage("/login").successHandler(signIn).failureHandler(signIn))
        .logout(logout -> logout.logoutSuccessUrl("/login?out"))
        .exceptionHandling(errors -> errors
            .authenticationEntryPoint(withoutFeeds(signIn)).accessDeniedHandler(denied()))
        .authorizeHttpRequests(requests -> requests
            .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD).permitAll()
            .requestMatchers(FOR_EVERYBODY).permitAll()
            .requestMatchers("/actuator/prometheus").access((who, context) ->
                new AuthorizationDecision(signedIn(who.get()) || fromThisMachine(context.getRequest())))
            .requestMatchers(request -> LOOKING.contains(request.getMethod()) && FEEDS.matches(request))
            .access((who, context) ->
                new AuthorizationDecision(signedIn(who.get()) || opens(feeds, context.getRequest())))
            .requestMatchers(request -> LOOKING.contains(request.getMethod())).authenticated()
            .anyRequest().hasRole(UserSettings.Role.OPERATOR.name()))
        .build();
  }

  /** A calendar program cannot sign in; without the right key there is nothing here for it, and nothing is said. */
  private static AuthenticationEntryPoint withoutFeeds(AuthenticationEntryPoint signIn) {
    return (request, response, why) -> {
      if (FEEDS.matches(request)) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      } else {
        signIn.commence(request, response, why);
      }
    };
  }

  private static boolean opens(FeedKeys feeds, HttpServletRequest request) {
    return feeds.opens(LocalPath.asked(request), request.getParameter("key"));
  }

  private static boolean signedIn(Authentication who) {
    return who.isAuthenticated() && !(who instanceof AnonymousAuthenticationToken);
  }

  /** Behind a proxy everybody comes from this machine, so whatever was forwarded does not count. */
  private static boolean fromThisMachine(HttpServletRequest request) {
    return BindCheck.loopback(request.getRemoteAddr())
        && request.getHeader("X-Forwarded-For") == null
        && request.getHeader("Forwarded") == null;
  }

  /** In a cookie and not in a session, so that a form still works after the hub was restarted. */
  private static CookieCsrfTokenRepository csrfCookie() {
    CookieCsrfTokenRepository cookie = new CookieCsrfTokenRepository();
    cookie.setCookieName("SIGNALBOX-CSRF");
    cookie.setCookieCustomizer(built -> built.httpOnly(true).sameSite("Lax").path("/"));
    return cookie;
  }

  private static AccessDeniedHandler denied() {
    return (request, response, why) -> Answers.refuse(request, response, 403,
        why instanceof CsrfException
            ? "the form is out of date: open the page again and repeat what you did"
            : "this needs the role operator; you may look only");
  }

  private static RequestMatcher machines(ObjectProvider<MachinePath> more) {
    List<RequestMatcher> matchers = new ArrayList<>();
    matchers.add(PathPatternRequestMatcher.withDefaults().matcher("/hooks/**"));
    more.orderedStream()
        .map(path -> PathPatternRequestMatcher.withDefaults().matcher(path.pattern()))
        .forEach(matchers::add);
    return new OrRequestMatcher(matchers);
  }

  /** Where the public URL is https, the cookie never travels in the clear, whatever the proxy in between speaks. */
  @Bean
  ServletContextInitializer secureSessionCookie(Environment environment) {
    return context -> {
      if (environment.getProperty("signalbox.base-url", "").startsWith("https:")) {
        context.getSessionCookieConfig().setSecure(true);
      }
    };
  }
}
