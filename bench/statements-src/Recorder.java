import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hands out connections that note every statement with its values, so that it can be explained as it was asked. */
final class Recorder extends DelegatingDataSource {

  /** A statement and the calls that gave it its values; of a batch the last ones. */
  record Asked(String sql, List<Call> values) {}

  record Call(Method method, Object[] arguments) {}

  private final List<Asked> asked = new ArrayList<>();

  Recorder(javax.sql.DataSource target) {
    super(target);
  }

  /** What was asked since the last call. */
  List<Asked> taken() {
    List<Asked> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    return proxy(Connection.class, (self, method, arguments) -> {
      Object answer = call(real, method, arguments);
      boolean prepares = method.getName().equals("prepareStatement");
      if (method.getName().equals("createStatement")) {
        return proxy(Statement.class, (it, inner, given) -> {
          if (inner.getName().startsWith("execute") && given != null) {
            asked.add(new Asked((String) given[0], List.of()));
          }
          return call(answer, inner, given);
        });
      }
      return prepares ? recording((PreparedStatement) answer, (String) arguments[0]) : answer;
    });
  }

  private PreparedStatement recording(PreparedStatement real, String sql) {
    Map<Integer, Call> values = new LinkedHashMap<>();
    return proxy(PreparedStatement.class, (self, method, arguments) -> {
      if (method.getName().startsWith("set") && arguments != null && arguments.length > 1) {
        values.put((Integer) arguments[0], new Call(method, arguments));
      } else if (method.getName().startsWith("execute")) {
        asked.add(new Asked(sql, List.copyOf(values.values())));
      }
      return call(real, method, arguments);
    });
  }

  /** The plan of a statement that was asked. */
  static List<String> plan(Connection connection, Asked asked) throws Exception {
    List<String> lines = new ArrayList<>();
    try (PreparedStatement explain = connection.prepareStatement("explain " + asked.sql())) {
      for (Call value : asked.values()) {
        call(explain, value.method(), value.arguments());
      }
      ResultSet plan = explain.executeQuery();
      while (plan.next()) {
        lines.add(plan.getString(1));
      }
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(asked.sql(), e.getCause());
    }
    return lines;
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Exception {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return (T) Proxy.newProxyInstance(Recorder.class.getClassLoader(), new Class<?>[] {type}, handler);
  }
}
